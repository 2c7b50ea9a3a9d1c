"""What can be asked: one frozen definition per procedure, and the pure rules that read it."""
