"""What leaves the service passes one door: nothing that could name the provider goes to the authority or the public."""
