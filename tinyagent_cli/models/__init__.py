"""The model files on this computer: which can be had, fetched, checked, quantised."""
