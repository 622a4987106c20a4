"""One folder for each platform; they translate and decide nothing."""
