"""What the databases promise: forced to the disk, one writer, honest when full, a history that goes both ways."""
