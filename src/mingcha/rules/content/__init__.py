"""Whether what is published still belongs on the site."""
