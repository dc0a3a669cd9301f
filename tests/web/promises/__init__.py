"""The ledger of promises."""
