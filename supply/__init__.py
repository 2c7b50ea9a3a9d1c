"""What the program is made of besides its own code: a bill of materials, and under which licences it stands."""
