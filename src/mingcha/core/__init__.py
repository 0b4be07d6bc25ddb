"""The vocabulary of mingcha: standard library only, no I/O, no clock, no Django."""
