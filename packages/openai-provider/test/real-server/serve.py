"""Serves one GGUF file by llama.cpp's HTTP server on a free loopback port, until standard input closes.

Arguments: the file, the model's id, tokens of context for each slot, "answers" or "embeds",
how many slots (2), threads (up to 4). The key comes in GROK_TEST_KEY.
Prints one line, "listening on http://127.0.0.1:PORT", when the model is loaded.
"""

import os
import sys

import xllamacpp

path, model_id, context_tokens, purpose = sys.argv[1:5]
slots = int(sys.argv[5]) if len(sys.argv) > 5 else 2
threads = int(sys.argv[6]) if len(sys.argv) > 6 else max(1, min(4, os.cpu_count() or 1))
params = xllamacpp.CommonParams()
params.model.path = path
params.model_alias = [model_id]
params.api_keys = [os.environ["GROK_TEST_KEY"]]
params.hostnames = ["127.0.0.1"]
params.port = 0
params.offline = True
params.n_parallel = slots
params.n_ctx = slots * int(context_tokens)
params.embedding = purpose == "embeds"
params.cpuparams.n_threads = threads
params.cpuparams_batch.n_threads = threads

server = xllamacpp.Server(params)
print(f"listening on {server.listening_address}", flush=True)
# Ends with the test run, even if that is killed.
sys.stdin.read()
# The server has no orderly stop; its threads end with the process.
os._exit(0)
