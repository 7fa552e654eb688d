"""Writes the descriptors of all .proto files inside xai-sdk to standard output, as one FileDescriptorSet."""

import importlib
import pkgutil
import sys

from google.protobuf import descriptor_pb2
from xai_sdk import proto

generation = importlib.import_module(proto.chat_pb2.__name__.rpartition(".")[0])
files = descriptor_pb2.FileDescriptorSet()
for module in pkgutil.iter_modules(generation.__path__):
    if module.name.endswith("_pb2"):
        descriptor = importlib.import_module(f"{generation.__name__}.{module.name}").DESCRIPTOR
        descriptor.CopyToProto(files.file.add())
sys.stdout.buffer.write(files.SerializeToString())
