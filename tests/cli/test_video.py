# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""video create, list, show and follow, against the real Practice Studio in several dialects."""
import csv
import io
import json
import os
import pathlib
import signal
import subprocess

import books
import media
import profiles
import tap
from cli import PROGRAM, Cli
from studio import Studio, colour_clip, describe, name_colour, pixel
from tap import case


ROOT = pathlib.Path(__file__).resolve().parents[2]


def video(world, provider, prompt, *more):
    return world.cli.ok("video", "create", "--provider", provider, "--base", f"{world.studio.base}/{provider}",
                        "--prompt", prompt, *more, TROUPE_KEY=world.studio.key)["video"]


def dry(world, provider, prompt, *more):
    return world.cli.ok("video", "create", "--provider", provider, "--prompt", prompt, *more, "--dry-run")["request"]


def character(world, alias, provider="practice", clip="h264.mp4"):
    base = [] if provider == "practice" else ["--base", f"{world.studio.base}/{provider}"]
    return world.cli.ok("character", "create", media.make(clip), "--range", "0,2", "--alias", alias,
                        "--provider", provider, *base, TROUPE_KEY=world.studio.key)["character"]


def parts(request):
    return {part["name"]: part.get("value", part.get("filename")) for part in request["body"]}


@case("a video with a character of the library comes home")
def practice(world):
    anna = character(world, "Anna")
    made = world.cli.ok("video", "create", "--provider", "practice", "--seconds", "4",
                        "--prompt", "Look, @anna. Nobody @else", "--wait")["video"]
    assert made["state"] == "done" and made["problem"] is None, made
    assert pathlib.Path(made["file"]).stat().st_size == made["size"] > 1000, made
    assert world.cli.ok("video", "list")["videos"] == [made]
    assert world.cli.ok("video", "show", made["id"])["video"] == made
    assert world.cli.ok("video", "follow", made["id"], "--output", "copy.mp4")["video"] == made
    copy, kept = (world.cli.home / "copy.mp4").read_bytes(), pathlib.Path(made["file"]).read_bytes()
    assert len(copy) > len(kept) and b'"prompt" : "Look, @anna. Nobody @else"' in copy, len(copy)    # its story, too
    assert b"troupe-video" not in kept and made["cast"] == ["Anna"] and made["seconds"] > 3, made
    listed = world.cli.ok("jobs", "list")["jobs"]
    assert [job["title"] for job in listed] == ["Look, @anna. Nobody @else", "Anna"], listed
    shown = world.cli.ok("jobs", "show", listed[0]["id"])["job"]
    assert shown["video"] == made["id"] and shown["state"] == "done" and shown["paid_calls"] == 1, shown
    assert shown["status"] == 200 and shown["answer"] and "curl" in shown["curl"], shown
    world.cli.fail("job.state", "jobs", "cancel", listed[0]["id"])
    world.cli.fail("job.state", "jobs", "resolve", listed[0]["id"], "--as", "forget")
    spent = world.cli.ok("spend", "--by", "character")["spent"]
    assert [(row["name"], row["paid_calls"], row["not_known"]) for row in spent] == [("Anna", 2, 2)], spent
    world.cli.fail("usage", "spend", "--by", "colour")
    calls = [(call["account"], call["kind"], call["character"], call["reported"])
             for call in csv.DictReader(io.StringIO(world.cli.run("spend", "--csv").stdout))]
    assert calls == [("practice", "create-character", "Anna", ""), ("practice", "create-video", "Anna", "")], calls
    request = dry(world, "practice", "Look, @anna. Nobody @else")
    assert f"Look, @{anna['username']} . Nobody @else" in json.dumps(request["body"]), request

    rendered = world.cli.ok("prompt", "render", "--provider", "practice", "{Look|See}, @anna. @anne")
    assert rendered["max_characters"] == 2 and "max_length" not in rendered, rendered
    look, see = rendered["prompts"]
    assert look["text"] == f"Look, @{anna['username']} . @anne" and see["text"].startswith("See, @"), rendered
    assert look["length"] == len(look["text"]) and look["problems"] == look["missing"] == [], look
    assert look["characters"] == [{"id": anna["id"], "alias": "Anna", "username": anna["username"]}], look
    assert look["unknown"] == [{"name": "anne", "near": ["Anna"]}], look
    elsewhere = world.cli.ok("prompt", "render", "--provider", "evolink", "--model", "sora-2", "@Anna waves")
    assert elsewhere["max_length"] == 1000, elsewhere
    elsewhere = elsewhere["prompts"][0]
    assert elsewhere["missing"] == [{"id": anna["id"], "alias": "Anna"}], elsewhere
    assert elsewhere["text"] == "@Anna waves" and elsewhere["problems"] == ["not-known-there"], elsewhere
    world.cli.fail("prompt.choice", "prompt", "render", "--provider", "practice", "A {red|blue fox")


@case("each text of a prompt with choices is made as often as wanted; videos are found, saved, deleted and brought back")
def several(world):
    made = world.cli.ok("video", "create", "--provider", "practice", "--seconds", "4", "--count", "2",
                        "--prompt", "A {red|blue} boat")["videos"]
    assert sorted(video["prompt"] for video in made) == ["A blue boat"] * 2 + ["A red boat"] * 2, made
    found = world.cli.ok("video", "list", "--search", "blue")["videos"]
    assert {video["id"] for video in found} == {video["id"] for video in made if "blue" in video["prompt"]}, found
    world.cli.ok("video", "save", found[0]["id"], "saved.mp4")
    assert (world.cli.home / "saved.mp4").stat().st_size > found[0]["size"]
    assert world.cli.ok("video", "delete", found[0]["id"])["deleted"] == found[0]["id"]
    assert world.cli.ok("video", "list", "--search", "blue")["videos"] == found[1:]
    world.cli.fail("library.not-found", "video", "show", found[0]["id"])
    world.cli.fail("usage", "video", "delete", found[0]["id"], "--undo", "--at-provider")
    world.cli.ok("video", "delete", found[0]["id"], "--undo")
    assert world.cli.ok("video", "list", "--search", "blue")["videos"] == found
    requests = world.cli.ok("video", "create", "--provider", "practice", "--prompt", "A {red|blue} boat", "--dry-run")
    assert len(requests["requests"]) == 2, requests
    assert requests["cost"] == {"amount": 0, "unit": "credits", "told_by": "profile"}, requests
    world.cli.fail("usage", "video", "create", "--provider", "practice", "--prompt", "x", "--count", "9")
    world.cli.fail("prompt.choice", "video", "create", "--provider", "practice", "--prompt", "A {red|blue boat")


@case("a dry run says what all of it costs: by the prices of a profile, for what is chosen, else by the last answer")
def cost(world):
    profile = json.loads((ROOT / "data/profiles/evolink.json").read_text())
    price = {"source": "Its prices of May", "video": 2, "second": 1.5}
    path = world.cli.home / "config/troupe/profiles/priced.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(profile | {"id": "priced", "credits": profile["credits"] | {"price": price}}))

    def cost(provider, *more):
        return world.cli.ok("video", "create", "--provider", provider, "--prompt", "x", *more, "--dry-run")["cost"]
    assert cost("priced", "--seconds", "8") == {"amount": 14, "unit": "credits", "told_by": "profile"}
    assert cost("priced", "--seconds", "4", "--count", "3") == {"amount": 24, "unit": "credits", "told_by": "profile"}
    assert cost("priced") is None    # its length is what the service chooses
    assert cost("evolink", "--seconds", "8") is None
    video(world, "evolink", "A red ball", "--seconds", "4", "--model", "sora-2-preview")
    last = cost("evolink", "--seconds", "8", "--count", "2")
    assert last["told_by"] == "last-answer" and last["unit"] == "credits" and last["amount"] > 0, last
    path.unlink()


@case("an animatic shows those who are mentioned through their clips, in order, and says of which scene it is")
def animatic(world):
    for alias, colour, sound in (("Red", "red", False), ("Blue", "blue", True)):
        clip = colour_clip(world.cli.home / f"{alias}.mp4", colour, sound=sound)
        world.cli.ok("character", "create", clip, "--range", "0,2", "--alias", alias, "--provider", "practice")
    path = world.cli.home / "animatic.mp4"
    made = world.cli.ok("animatic", "--prompt", "{@Blue and|Only} @red, @Red again", "--seconds", "3", "--size", "640x360",
                        "-o", "animatic.mp4")
    assert made == {"animatic": {"path": str(path)}}, made
    streams, length = describe(path)
    assert (streams["video"]["width"], streams["video"]["height"]) == (640, 360) and abs(length - 3) < 0.1, (streams, length)
    seen = [name_colour(pixel(path, 0.5, 0.4, at)) for at in (0.2, 1.3, 1.7, 2.7)]
    assert seen == ["blue", "blue", "red", "red"], seen
    told = json.loads(subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format_tags=comment", "-of", "json", path],
                                     check=True, capture_output=True).stdout)["format"]["tags"]["comment"]
    story = json.loads(told)
    assert story["animatic"] is True and story["prompt"] == "@Blue and @Red, @Red again", story
    assert story["scene"]["seconds"] == "3" and story["scene"]["count"] == 1, story
    before = path.read_bytes()
    world.cli.fail("animatic.picture", "animatic", "--prompt", "x", "--reference", __file__, "-o", "animatic.mp4")
    assert path.read_bytes() == before and not list(world.cli.home.glob("animatic.mp4.*"))
    world.cli.fail("usage", "animatic", "--prompt", "x")


@case("a clip at an address goes along with its range")
def clip_at_address(world):
    request = dry(world, "chainhub", "A fox", "--model", "sora-2", "--seconds", "10", "--watermark", "false",
                  "--character-url", "https://media.example.org/a%2Fb.mp4", "--character-timestamps", "4,6")
    sent = parts(request)
    assert sent["character_url"] == "https://media.example.org/a%2Fb.mp4", sent
    assert sent["character_timestamps"] == "4,6" and sent["prompt"] == "A fox", sent
    assert sent["model"] == "sora-2" and sent["seconds"] == "10" and sent["watermark"] == "false", sent


@case("a clip of this computer goes along where the provider takes one")
def clip_of_computer(world):
    clip = media.make("h264.mp4")
    sent = parts(dry(world, "vllm-omni", "A fox", "--base", "https://own.example.org", "--clip", clip))
    assert sent["input_reference"] == "clip.mp4", sent
    world.cli.fail("provider.source", "video", "create", "--provider", "new-api", "--prompt", "A fox",
                   "--base", "https://own.example.org", "--clip", clip, "--dry-run")


@case("an inline character goes along, once for each mention of another one")
def inline(world):
    character(world, "Mossy", "evolink-seedance")
    character(world, "Bert", "evolink-seedance", "4k.mp4")
    request = dry(world, "evolink-seedance", "@Bert and @mossy, then @bert", "--base", world.studio.base)
    assert request["body"]["prompt"] == "video 1 and video 2 , then video 1 ", request["body"]
    assert request["body"]["video_urls"] == ["{upload.url}", "{upload.url}"], request["body"]
    made = video(world, "evolink-seedance", "@bert waves", "--seconds", "4", "--model",
                 "seedance-2.0-reference-to-video")
    assert made["state"] == "done" and made["size"] > 1000, made


@case("an inline character that was made from an address is cast by it")
def cast_by_address(world):
    address = "https://media.example.org/whole.mp4?sig=a%2Fb"
    world.cli.ok("character", "create", media.make("h264.mp4"), "--address", address, "--range", "1,3", "--alias",
                 "Nora", "--provider", "new-api", "--base", "https://own.example.org", TROUPE_KEY="sk-test")
    sent = parts(dry(world, "new-api", "@Nora waves", "--base", "https://own.example.org"))
    # What may be a signature is not shown; that all of it is sent is seen in contract/test_gateway.py.
    assert (sent["character_url"], sent["character_timestamps"]) == ("https://media.example.org/whole.mp4?…", "1,3"), sent


@case("an upload shows how far it is, and Ctrl+C stops it before anything is paid")
def stopped(world):
    faults = world.cli.home / "hang.json"
    faults.write_text(json.dumps([{"route": "POST /evolink-seedance/api/v1/files/upload/stream", "fault": {"hang": True}}]))
    with Studio(world.cli.home / "hang", "--faults", str(faults)) as studio:
        mine, theirs = os.openpty()
        process = subprocess.Popen([PROGRAM, "video", "create", "--provider", "evolink-seedance", "--base",
                                    f"{studio.base}/evolink-seedance", "--prompt", "@bert waves"], cwd=world.cli.home,
                                   env={**world.cli.env, "TROUPE_KEY": studio.key}, stderr=theirs)
        os.close(theirs)
        shown = b""
        while b" 60 %" not in shown:
            shown += os.read(mine, 100)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 1
        shown += os.read(mine, 10000)
        os.close(mine)
        assert b"was stopped; nothing was paid" in shown, shown
        assert "POST /evolink-seedance/v1/videos/generations" not in studio.ledger()["requests"], studio.ledger()


@case("another program has the provider end a video that is being made")
def ended(world):
    asked, ending = "GET /vllm-omni/v1/videos/{id}", "DELETE /vllm-omni/v1/videos/{id}"
    cli, faults = Cli(), world.cli.home / "slow.json"
    faults.write_text(json.dumps([{"route": asked, "fault": {"merge": {"status": "in_progress", "progress": 10}}}]))
    with Studio(cli.home / "slow", "--faults", str(faults)) as studio:
        process = subprocess.Popen([PROGRAM, "--json", "video", "create", "--provider", "vllm-omni", "--base",
                                    f"{studio.base}/vllm-omni", "--prompt", "A fox", "--seconds", "4"], cwd=cli.home,
                                   env={**cli.env, "TROUPE_KEY": studio.key}, stdout=subprocess.PIPE, text=True)
        while studio.ledger()["requests"].get(asked, {"count": 0})["count"] == 0:
            assert process.poll() is None
        job, = cli.ok("jobs", "list")["jobs"]
        assert job["state"] == "running" and job["stop"] is None, job
        while cli.run("jobs", "cancel", job["id"]).returncode != 0:    # as soon as the answer is in the journal
            assert process.poll() is None
        out, _ = process.communicate()
        assert process.returncode == 1 and "stopped by its provider" in json.loads(out)["error"]["message"], out
        job = cli.ok("jobs", "show", job["id"])["job"]
        assert (job["state"], job["stop"], job["paid_calls"], job["charge"]) == ("cancelled", "stopped", 1, None), job
        requests = studio.ledger()["requests"]
        assert requests[ending]["answers"] == {"200": 1} and requests["POST /vllm-omni/v1/videos"]["count"] == 1, requests
        cli.fail("job.state", "jobs", "cancel", job["id"])


@case("the key in the environment is for the provider that the command is about, and for no other one")
def one_key(_world):
    cli, ask = Cli(), "GET /openai/v1/videos/{id}"
    faults = cli.home / "slow.json"
    faults.write_text(json.dumps([{"route": ask, "fault": {"merge": {"status": "in_progress", "progress": 10}}}]))
    with Studio(cli.home / "mine") as mine, Studio(cli.home / "other", "--faults", str(faults)) as other:
        profiles.add_accounts(cli.home, {"vllm-omni": mine.base + "/vllm-omni", "openai-compatible": other.base + "/openai"})
        made = cli.ok("video", "create", "--provider", "my-vllm-omni", "--prompt", "A fox", "--seconds", "4",
                      TROUPE_KEY=mine.key)["video"]
        process = subprocess.Popen([PROGRAM, "video", "create", "--provider", "my-openai-compatible", "--prompt", "A hen",
                                    "--seconds", "4"], cwd=cli.home, env={**cli.env, "TROUPE_KEY": other.key})
        while other.ledger()["requests"].get(ask, {"count": 0})["count"] == 0:
            assert process.poll() is None
        process.kill()
        process.wait()
        cli.ok("video", "follow", made["id"], TROUPE_KEY=mine.key)    # which takes up what was left of the other one, too
        assert set(other.ledger()["requests"][ask]["answers"]) == {"200"}, other.ledger()
        orphan = cli.ok("jobs", "list")["jobs"][0]
        assert orphan["state"] == "running" and orphan["title"] == "A hen", orphan
        assert cli.run("jobs", "wait", TROUPE_KEY=mine.key).returncode == 1    # it names none
        asked = other.ledger()["requests"][ask]
        assert set(asked["answers"]) == {"200"}, asked
        process = subprocess.Popen([PROGRAM, "video", "follow", orphan["video"]], env={**cli.env, "TROUPE_KEY": other.key},
                                   stdout=subprocess.DEVNULL)
        while other.ledger()["requests"][ask] == asked:
            assert process.poll() is None
        process.kill()
        process.wait()
        assert set(other.ledger()["requests"][ask]["answers"]) == {"200"}, other.ledger()


@case("a still goes along where a provider takes pictures only")
def still(world):
    character(world, "Pia", "openrouter")
    request = dry(world, "openrouter", "@pia waves", "--base", world.studio.base)
    reference, = request["body"]["input_references"]
    assert reference["image_url"]["url"].startswith("data:image/jpeg;base64,"), reference
    made = video(world, "openrouter", "@pia waves", "--seconds", "4", "--model", "google/veo-3.1")
    assert made["state"] == "done" and made["size"] > 1000, made


@case("what a model is known not to take is refused, with what it takes")
def model(world):
    def refuse(*more):
        return world.cli.fail("provider.value", "video", "create", "--provider", "evolink", "--dry-run", *more)
    message = refuse("--prompt", "x", "--model", "sora-2", "--seconds", "8")
    assert "sora-2" in message and "10, 15" in message, message
    message = refuse("--prompt", "x" * 1001, "--model", "sora-2")
    assert "1000" in message, message
    assert dry(world, "evolink", "x" * 1001, "--model", "sora-2-preview", "--seconds", "8")["body"]["duration"] == 8
    assert dry(world, "evolink", "x", "--model", "sora-3", "--seconds", "20")["body"]["duration"] == 20


@case("who has no identity at a provider cannot be cast there")
def unknown_there(world):
    message = world.cli.fail("provider.value", "video", "create", "--provider", "chainhub", "--prompt", "@anna waves",
                             "--dry-run")
    assert "Anna" in message, message
    world.cli.fail("library.not-found", "video", "create", "--provider", "practice", "--prompt", "x",
                   "--character", "nobody")
    world.cli.fail("library.not-found", "video", "show", "nothing")
    world.cli.fail("usage", "video", "create", "--prompt", "x")


@case("each form of video call brings one home")
def every_provider(world):
    for provider, seconds in [("chainhub", 10), ("openai-compatible", 4)]:
        path = "openai" if provider == "openai-compatible" else provider
        made = world.cli.ok("video", "create", "--provider", provider, "--base", f"{world.studio.base}/{path}",
                            "--prompt", "A red ball", "--seconds", seconds, TROUPE_KEY=world.studio.key)["video"]
        assert made["state"] == "done" and made["size"] > 1000, (provider, made)


@case("what was ordered is kept when the provider refuses the key")
def kept(world):
    profile = json.loads((ROOT / "data" / "profiles" / "openai-compatible.json").read_text())
    profile.update(id="own", name="Own")
    profile["calls"]["follow-video"]["poll"] = {"first": 0.1, "growth": 1, "max": 0.1}
    profiles = world.cli.home / "config" / "troupe" / "profiles"
    profiles.mkdir(parents=True, exist_ok=True)
    (profiles / "own.json").write_text(json.dumps(profile))
    faults = world.cli.home / "faults.json"
    faults.write_text(json.dumps([{"route": "GET /openai/v1/videos/{id}", "times": 2, "fault": {"status": 401}}]))
    with Studio(world.cli.home / "kept", "--faults", str(faults)) as studio:
        env = {"TROUPE_KEY": studio.key}
        done = world.cli.run("video", "create", "--provider", "own", "--base", f"{studio.base}/openai",
                             "--prompt", "A fox", "--seconds", "4", **env)
        assert done.returncode == 3 and "Own refuses the key" in done.stderr, done
        command = done.stderr.split("To go on: ")[1].split()
        assert command[:3] == ["troupe-cli", "video", "follow"], command
        command = [word.strip("'") for word in command[1:]]
        done = world.cli.run(*command, "--json", **env)
        error = json.loads(done.stdout)["error"]
        assert done.returncode == 3 and error["code"] == "job.key", done
        assert error["next"].startswith("troupe-cli video follow "), error
        assert world.cli.ok(*command, **env)["video"]["state"] == "done"
        assert studio.ledger()["requests"]["POST /openai/v1/videos"]["count"] == 1, studio.ledger()


@case("of those whose answer was lost one is found, one is chosen, one is forgotten and one sent again")
def lost(_world):
    cli = Cli()
    faults = cli.home / "faults.json"
    faults.write_text(json.dumps([{"route": "POST /openai/v1/videos", "times": 2, "fault": {"drop": "after"}},
                                  {"route": "POST /openai/v1/videos", "times": 2, "fault": {"drop": "before"}}]))

    def resolve(job, way, *more):
        return cli.ok("jobs", "resolve", job, "--as", way, *more)
    with Studio(cli.home / "studio", "--faults", str(faults)) as studio:
        profiles.add_accounts(cli.home, {"openai-compatible": studio.base + "/openai"})
        cli.env["TROUPE_KEY"] = studio.key
        for animal in ("fox", "fox", "fox", "dog"):
            cli.fail("provider.lost-answer", "video", "create", "--provider", "my-openai-compatible",
                     "--prompt", f"A lost {animal}", "--seconds", 4)
        dog, *foxes = [job["id"] for job in cli.ok("jobs", "list")["jobs"]]
        assert cli.run("jobs", "wait", dog).returncode == 1 and cli.run("jobs", "wait").returncode == 0
        made = {video["id"] for video in studio.ledger()["videos"]}
        several = resolve(foxes[2], "look-for")
        assert several["job"]["state"] == "unknown", several
        assert {found["job"] for found in several["candidates"]} == made and len(made) == 2, several
        chosen = several["candidates"][1]["job"]
        job = resolve(foxes[2], "look-for", "--job", chosen)["job"]
        assert job["state"] == "done" and job["job"] == chosen, job
        job = resolve(foxes[1], "look-for")["job"]
        assert job["state"] == "done" and {job["job"], chosen} == made, job
        assert resolve(foxes[0], "look-for")["candidates"] == []
        assert resolve(foxes[0], "forget")["job"]["state"] == "failed"
        assert len(studio.ledger()["videos"]) == 2, studio.ledger()
        sending = subprocess.Popen([PROGRAM, "jobs", "resolve", dog, "--as", "send-again"], env=cli.env,
                                   stdout=subprocess.DEVNULL)
        while cli.ok("jobs", "show", dog)["job"]["state"] == "unknown":
            assert sending.poll() is None
        job, = cli.ok("jobs", "wait", dog)["jobs"]
        assert job["state"] == "done" and job["paid_calls"] == 2, job
        assert sending.wait() == 0
        assert len(studio.ledger()["videos"]) == 3, studio.ledger()
        cli.fail("job.state", "jobs", "resolve", dog, "--as", "look-for")


class World:
    pass


def main():
    world = World()
    world.cli = Cli()
    with Studio(world.cli.home / "studio") as studio:
        world.studio = studio
        for name in profiles.names():
            if name != "practice":    # which has a Studio of its own
                books.keep(world.cli.home, name, profiles.load(name),
                           f"{studio.base}/{'openai' if name == 'openai-compatible' else name}")
        tap.run(world)


main()
