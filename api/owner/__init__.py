"""The policy owner's desk: what its pages know, one module a page. Nothing here knows of HTTP."""
