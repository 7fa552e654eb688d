"""What the official client must get out of a server, unchanged. Says "ok NAME" for every check that held.

usage: xai_sdk_checks.py PORT KEY NARROW_KEY SPENT_KEY
"""

import asyncio
import base64
import datetime
import struct
import sys
import time
import traceback
import warnings

import grpc
from pydantic import BaseModel, Field
from xai_sdk import AsyncClient, Client
from xai_sdk.chat import assistant, image, required_tool, system, tool, tool_result, user
from xai_sdk.proto import chat_pb2, deferred_pb2, embed_pb2, embed_pb2_grpc, sample_pb2, sample_pb2_grpc
from xai_sdk.search import SearchParameters, news_source
from xai_sdk.tools import web_search, x_search

warnings.simplefilter("ignore")
port, key, narrow_key, spent_key = sys.argv[1:]
host = f"localhost:{port}"
client = Client(api_key=key, api_host=host)
often = datetime.timedelta(milliseconds=20)
checks = []


def check(work):
    checks.append(work)
    return work


def refused(code, work, *words):
    try:
        work()
    except grpc.RpcError as error:
        assert error.code() == code, f"{error.code()}: {error.details()}"
        for word in words:
            assert word in error.details(), error.details()
        return error
    raise AssertionError(f"not refused with {code}")


def ask(*messages, model="grok", **settings):
    return client.chat.create(model=model, messages=[user(each) if isinstance(each, str) else each for each in messages], **settings)


@check
def models():
    [small] = client.models.list_language_models()
    assert small.name == "small" and set(small.aliases) == {"grok", "grok-mini"}, small
    assert small.max_prompt_length == 8192
    assert client.models.get_language_model("grok").name == "small"
    refused(grpc.StatusCode.NOT_FOUND, lambda: client.models.get_language_model("gpt-9"), '"gpt-9"')
    assert [each.name for each in client.models.list_embedding_models()] == ["vectors"]
    best = client.models.get_embedding_model("grok-embedding")
    assert best.name == "vectors" and list(best.aliases) == ["grok-embedding"]
    assert list(client.models.list_image_generation_models()) == []


@check
def sample():
    response = ask(system("Be short."), "What is it?", temperature=0.7, max_tokens=50, seed=7, stop=["END"], user="ada").sample()
    assert response.content == "The answer is 42.", response.content
    assert response.finish_reason == "REASON_STOP" and response.role == "ROLE_ASSISTANT"
    assert response.proto.model == "small" and response.system_fingerprint.startswith("fp_")
    usage = response.usage
    assert usage.prompt_tokens > 0 and usage.completion_tokens == 4, usage
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens
    settings = response.request_settings
    assert abs(settings.temperature - 0.7) < 1e-6 and settings.max_tokens == 50 and settings.user == "ada"
    assert settings.parallel_tool_calls


@check
def stream():
    chunks, whole = [], None
    for whole, chunk in ask("What is it?").stream():
        chunks.append(chunk.content)
    assert len(chunks) >= 4, chunks
    assert whole.content == "".join(chunks) == "The answer is 42."
    assert whole.finish_reason == "REASON_STOP" and whole.usage.completion_tokens == 4


@check
def conversation():
    chat = ask("What is it?")
    chat.append(chat.sample())
    chat.append(user("repeat all"))
    assert chat.sample().content == "user: What is it?|assistant: The answer is 42.|user: repeat all"
    chat = ask("repeat all", assistant("begun"))
    assert chat.sample().content == "user: repeat all|assistant: begun"


@check
def several():
    answers = ask("seed", seed=3).sample_batch(3)
    assert sorted(each.content for each in answers) == ["seed 3", "seed 4", "seed 5"]
    assert answers[0].usage.prompt_tokens == ask("seed").sample().usage.prompt_tokens
    for answers, _chunks in ask("seed", seed=8).stream_batch(2):
        pass
    assert [each.content for each in answers] == ["seed 8", "seed 9"]


class Place(BaseModel):
    """Where somebody lives."""

    city: str = Field(description="The city.")
    inhabitants: int
    country: str | None = None


@check
def structured():
    response, place = ask("Where?").parse(Place)
    assert isinstance(place, Place), response.content
    streamed = "".join(chunk.content for _, chunk in ask("Where?", response_format=Place).stream())
    Place.model_validate_json(streamed)


weather = tool("get_weather", "The weather of a city.", Place.model_json_schema())


@check
def tools():
    chat = ask("call the tool", tools=[weather])
    response = chat.sample()
    assert response.finish_reason == "REASON_TOOL_CALLS"
    [call] = response.tool_calls
    assert call.function.name == "get_weather" and call.type == chat_pb2.TOOL_CALL_TYPE_CLIENT_SIDE_TOOL
    Place.model_validate_json(call.function.arguments)
    chat.append(response)
    chat.append(tool_result("rain", tool_call_id=call.id))
    assert chat.sample().content == "The tool said rain."
    chat.messages[-1].ClearField("tool_call_id")
    assert chat.sample().content == "The tool said rain."
    for response, _ in ask("call the tool", tools=[weather], tool_choice=required_tool("get_weather")).stream():
        pass
    assert [each.function.name for each in response.tool_calls] == ["get_weather"]
    refused(
        grpc.StatusCode.INVALID_ARGUMENT,
        ask("x", tools=[weather], tool_choice=required_tool("nothing")).sample,
        "nothing",
    )


@check
def reasoning():
    response = ask("What is it?", reasoning_effort="high").sample()
    assert response.reasoning_content == "Six by seven." and response.content == "The answer is 42."
    assert response.usage.reasoning_tokens == 3 and response.usage.completion_tokens == 4, response.usage
    assert ask("What is it?", reasoning_effort="none").sample().reasoning_content == ""


@check
def logprobs():
    response = ask("What is it?", logprobs=True, top_logprobs=2).sample()
    tokens = response.logprobs.content
    assert "".join(each.token for each in tokens) == response.content
    assert tokens[0].bytes == b"The " and len(tokens[0].top_logprobs) == 2 and tokens[0].logprob < 0


@check
def deferred():
    response = ask("What is it?").defer(interval=often)
    assert response.content == "The answer is 42."
    assert [each.content for each in ask("seed", seed=1).defer_batch(2, interval=often)] == ["seed 1", "seed 2"]
    refused(
        grpc.StatusCode.NOT_FOUND,
        lambda: client.chat._stub.GetDeferredCompletion(deferred_pb2.GetDeferredRequest(request_id="deferred-x")),
        "deferred-x",
    )
    refused(grpc.StatusCode.NOT_FOUND, ask("x", model="gpt-9").defer, "gpt-9")


@check
def stored():
    first = ask("What is it?", store_messages=True).sample()
    for second, _ in ask("And then?", store_messages=True, previous_response_id=first.id).stream():
        pass
    third = ask("repeat all", previous_response_id=second.id).sample()
    assert third.content == (
        "user: What is it?|assistant: The answer is 42.|user: And then?|assistant: The answer is 42.|user: repeat all"
    ), third.content
    [again] = client.chat.get_stored_completion(first.id)
    assert again.content == first.content and again.id == first.id
    refused(grpc.StatusCode.NOT_FOUND, lambda: client.chat.get_stored_completion(third.id))
    assert client.chat.delete_stored_completion(second.id) == second.id
    refused(grpc.StatusCode.NOT_FOUND, ask("x", previous_response_id=second.id).sample, second.id)


@check
def tokenize():
    tokens = client.tokenize.tokenize_text("Hi there", "grok")
    assert [each.string_token for each in tokens] == ["Hi ", "there"]
    assert tokens[0].token_bytes == b"Hi " and tokens[0].token_id == 1


@check
def auth():
    info = client.auth.get_api_key_info()
    assert info.name == "whole" and info.user_id == "ada" and key not in info.redacted_api_key
    assert info.redacted_api_key.endswith(key[-4:]) and "api-key:model:*" in info.acls
    assert not info.api_key_blocked and info.create_time.ToDatetime().year >= 2026


@check
def raw_text():
    stub = sample_pb2_grpc.SampleStub(client._api_channel)
    whole = stub.SampleText(sample_pb2.SampleTextRequest(prompt=["One", "Two"], model="grok", n=2))
    assert [each.text for each in whole.choices] == ["One and on"] * 2 + ["Two and on"] * 2, whole
    assert whole.choices[3].index == 3 and whole.choices[0].finish_reason == sample_pb2.REASON_MAX_LEN
    assert whole.usage.prompt_tokens == 2 and whole.usage.completion_tokens == 12
    pieces = list(stub.SampleTextStreaming(sample_pb2.SampleTextRequest(prompt=["One"], model="grok")))
    assert "".join(piece.choices[0].text for piece in pieces) == "One and on" and len(pieces) > 2


@check
def embeddings():
    stub = embed_pb2_grpc.EmbedderStub(client._api_channel)
    texts = [embed_pb2.EmbedInput(string="a"), embed_pb2.EmbedInput(string="bb")]
    answer = stub.Embed(embed_pb2.EmbedRequest(input=texts, model="grok-embedding"))
    assert [list(each.embeddings[0].float_array) for each in answer.embeddings] == [[1, 0], [0, 1]]
    assert answer.usage.num_text_embeddings == 2 and answer.model == "vectors"
    packed = stub.Embed(embed_pb2.EmbedRequest(input=texts, encoding_format=embed_pb2.FORMAT_BASE64))
    assert struct.unpack("<2f", base64.b64decode(packed.embeddings[1].embeddings[0].base64_array)) == (0, 1)
    refused(grpc.StatusCode.NOT_FOUND, lambda: stub.Embed(embed_pb2.EmbedRequest(input=texts, model="none")))


@check
def files():
    data = bytes(range(256)) * 20_000
    sent = client.files.upload(data, filename="five megabytes.bin", expires_after=7200)
    assert sent.size == len(data) and sent.filename == "five megabytes.bin"
    assert round((sent.expires_at.ToDatetime() - sent.created_at.ToDatetime()).total_seconds()) == 7200
    other = client.files.upload(b"a small one", filename="b.txt")
    assert client.files.content(sent.id) == data
    assert client.files.get(other.id).filename == "b.txt"
    page = client.files.list(limit=1, sort_by="size", order="desc")
    assert [each.id for each in page.data] == [sent.id] and page.pagination_token
    rest = client.files.list(limit=5, sort_by="size", order="desc", pagination_token=page.pagination_token)
    assert [each.id for each in rest.data] == [other.id] and not rest.pagination_token
    assert client.files.delete(sent.id).deleted
    refused(grpc.StatusCode.NOT_FOUND, lambda: client.files.content(sent.id), sent.id)
    refused(grpc.StatusCode.UNIMPLEMENTED, lambda: client.files.create_public_url(other.id), "CreatePublicUrl")
    refused(grpc.StatusCode.INVALID_ARGUMENT, lambda: client.files.upload(b"x", filename="x", expires_after=1))
    stranger = Client(api_key=narrow_key, api_host=host)
    refused(grpc.StatusCode.PERMISSION_DENIED, lambda: stranger.files.get(other.id), "files")


@check
def refusals():
    unimplemented, invalid = grpc.StatusCode.UNIMPLEMENTED, grpc.StatusCode.INVALID_ARGUMENT
    refused(unimplemented, ask(user("Look", image("https://example.com/a.png"))).sample, "see images")
    refused(unimplemented, ask("x", tools=[web_search()]).sample, "web_search")
    refused(unimplemented, ask("x", search_parameters=SearchParameters(sources=[news_source()])).sample, "news")
    refused(unimplemented, ask("x", agent_count=4).sample, "agents")
    refused(unimplemented, lambda: client.image.sample("a cat", model="grok-imagine"), "xai_api.Image")
    refused(unimplemented, lambda: client.batch.create("b"), "xai_api.BatchMgmt")
    refused(unimplemented, lambda: client.chat.compact_context("grok", [user("x")]), "compacted")
    refused(grpc.StatusCode.NOT_FOUND, ask("x", model="gpt-9").sample, "gpt-9")
    refused(invalid, ask("x", temperature=3).sample, "temperature")
    refused(invalid, ask("x", stop=["a", "b", "c", "d", "e"]).sample, "stop")
    refused(invalid, ask("x", tools=[tool("f", "", {"type": "string"})]).sample, "type object")
    refused(invalid, ask(tool_result("x", tool_call_id="none")).sample, "none")
    refused(grpc.StatusCode.UNAUTHENTICATED, Client(api_key="xai-no", api_host=host).models.list_language_models)
    narrow = Client(api_key=narrow_key, api_host=host)
    refused(grpc.StatusCode.PERMISSION_DENIED, lambda: narrow.tokenize.tokenize_text("x", "grok"), "tokenize")
    spent = Client(api_key=spent_key, api_host=host)
    spent.chat.create(model="grok", messages=[user("x")]).sample()
    error = refused(
        grpc.StatusCode.RESOURCE_EXHAUSTED, spent.chat.create(model="grok", messages=[user("x")]).sample
    )
    trailers = dict(error.trailing_metadata())
    assert int(trailers["retry-after"]) >= 1 and trailers["grok-error-code"] == "rate-limited", trailers


@check
def retries():
    # The engine fails twice; the client tries again by itself.
    assert ask("fail twice").sample().content == "The answer is 42."


@check
def leaving():
    for _whole, chunk in ask("go on for ever").stream():
        break


@check
def insecure():
    plain = Client(api_key=key, api_host=f"127.0.0.1:{port}", use_insecure_channel=True)
    assert plain.chat.create(model="grok", messages=[user("x")]).sample().content == "The answer is 42."


@check
def asynchronous():
    async def work():
        async with AsyncClient(api_key=key, api_host=host) as other:
            answers = await asyncio.gather(
                *(other.chat.create(model="grok", messages=[user("x")]).sample() for _ in range(8))
            )
            assert {each.content for each in answers} == {"The answer is 42."}
            async for whole, _chunk in other.chat.create(model="grok", messages=[user("x")]).stream():
                pass
            assert whole.content == "The answer is 42."

    asyncio.run(work())


@check
def large_messages():
    letters = "word " * 1_000_000
    error = refused(grpc.StatusCode.INVALID_ARGUMENT, ask(letters).sample, "8192")
    assert error


@check
def searching():
    response = ask("What do people say about the harbour?", tools=[x_search()], include=["inline_citations"]).sample()
    assert "harbour" in response.content, response.content
    assert list(response.citations) == ["https://social.example/@ada/1"], response.citations
    [inline] = response.inline_citations[:1]
    assert response.content[inline.start_index : inline.end_index] == f"[{inline.id}]"
    assert response.server_side_tool_usage == {"SERVER_SIDE_TOOL_X_SEARCH": 1}
    assert response.usage.num_sources_used == 1
    old = ask("What do people say about the harbour?", search_parameters=SearchParameters(mode="on")).sample()
    assert list(old.citations) == ["https://social.example/@ada/1"]


failed = 0
for work in checks:
    began = time.monotonic()
    try:
        work()
        print(f"ok {work.__name__} ({time.monotonic() - began:.2f} s)", flush=True)
    except BaseException:
        failed += 1
        print(f"FAILED {work.__name__}\n{traceback.format_exc()}", flush=True)
client.close()
sys.exit(failed)
