"""Documents in, a searchable index out: the ground floor of the house."""

import os

# Read by numpy when it is first imported. Our products of matrices are small: two threads spend more on waiting for each other
# than on the product (measured on two cores: a search takes half the processor time with one, learning at ingest half too).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Read by onnxruntime when it is first imported: since 1.29 it otherwise keeps an id of the machine in the home folder and sends
# what it runs to its makers. Nothing here is sent anywhere.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
