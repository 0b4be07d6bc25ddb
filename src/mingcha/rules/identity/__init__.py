"""Whether a site says who it is: domain, marks at the foot, codes, page tags."""
