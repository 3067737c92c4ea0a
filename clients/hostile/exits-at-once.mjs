// Does nothing and exits 0.
