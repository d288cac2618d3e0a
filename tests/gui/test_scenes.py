# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scene: written with two characters, sent to the Practice Studio, and found again after a kill and a restart."""
import glob
import itertools
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys

from gui_driver import BUILD, Gui
from studio import ffmpeg, name_colour, pixel
from tap import case, run

import media

PROMPT = "At the sea, @ada waves to @bruno ."


def scenes(gui):
    """What is on the disk, as another process sees it."""
    with sqlite3.connect(f"file:{gui.dir}/data/troupe/library.db?mode=ro", uri=True) as database:
        return [json.loads(story) for story, in
                database.execute("SELECT story FROM scenes WHERE deleted_us IS NULL ORDER BY changed_us DESC")]


def drafts(gui):
    with sqlite3.connect(f"file:{gui.dir}/data/troupe/library.db?mode=ro", uri=True) as database:
        return [json.loads(draft) for draft, in
                database.execute("SELECT draft FROM jobs WHERE kind = 'create-video' ORDER BY seq")]


def parts(scene):
    return [part if isinstance(part, str) else part["name"] for part in scene["prompt"]["parts"]]


def add_sent_prompt(folder):
    """With a provider, a host, a picture and a cut of which there is none any more."""
    story = {"format": 1, "provider": "evolink", "host": "my-bucket", "reference": "pictures/reference-gone.png",
             "clip-file": "clips/scene-gone.mp4", "clip-range": "0,2", "count": 1,
             "prompt": {"format": 1, "parts": ["Long ago"]}}
    with sqlite3.connect(f"{folder}/library.db") as database:
        database.execute("INSERT INTO prompts (provider_id, prompt, scene, words, n_sent, sent_us)"
                         " VALUES ('evolink', 'Long ago', ?, 'long ago', 1, 1)", [json.dumps(story)])


def add_full_scene(folder):
    """Of the provider of the seed documents, with a picture of another shape than the video's."""
    story = {"format": 1, "id": "full", "title": "Every Part", "provider": "chainhub", "model": "sora-2",
             "seconds": "10", "size": "720x1280", "watermark": "true", "private": "false",
             "reference": "pictures/reference-1.png", "crop": [0, 1], "clip-address": "https://example.org/clip.mp4",
             "clip-range": "1,3", "count": 1, "prompt": {"format": 1, "parts": ["The scene comes to life"]}}
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc=s=640x360", "-frames:v", "1",
                    f"{folder}/media/pictures/reference-1.png"], check=True)
    with sqlite3.connect(f"{folder}/library.db") as database:
        database.execute("INSERT INTO scenes (id, story, created_us, changed_us) VALUES ('full', ?, 1, 1)",
                         [json.dumps(story)])


def toggled(gui, name):
    gui.wait(lambda: gui.find(name, "toggle button").has("pressed") or gui.find(name, "toggle button").has("checked"),
             what=f"{name} to be chosen")


@case("keyboard: Alt+2 and Ctrl+Shift+N open a new scene, which has the focus")
def new_scene(gui):
    gui.wait(lambda: (node := gui.focused()) and node.role == "table cell", what="focus in the gallery")
    gui.key("alt+2")
    gui.find("No Scenes Yet", "label")
    gui.key("ctrl+shift+n")
    gui.find("Create Video", "button")
    gui.wait(lambda: (node := gui.focused()) and node.name == "Prompt", what="focus in the prompt")
    gui.read("Write what is to be seen")
    assert not gui.find("Create Video", "button").has("sensitive")
    gui.tab_to("Ada")
    gui.key("Tab")    # past all others of the cast
    gui.wait(lambda: (node := gui.focused()) and node.name == "Provider", what="focus on the provider")
    gui.find("Prompt", "text").click()


@case("mouse and keyboard: one character is clicked, the other typed; what is sent is shown")
def write(gui):
    gui.type("At the sea, ")
    gui.find("Ada", "list item").click()
    gui.wait(lambda: (node := gui.focused()) and node.name == "Prompt", what="focus in the prompt")
    gui.type("waves to @Bruno .")
    gui.read("2 of 2 characters")
    gui.find("What Is Sent…", "button").click()
    gui.find("What Is Sent", "dialog")
    gui.find("At the sea, @ada waves to @bruno .", "label")
    gui.read('"value" : "At the sea, @ada waves to @bruno ."', 30)
    gui.escape("What Is Sent", "dialog")


def centre(node):
    x, y, width, height = node.box()
    return x + width / 2, y + height / 2


@case("mouse: a character is dragged from the strip into the text, and taken back")
def drag(gui):
    x, y, _width, _height = gui.find("Prompt", "text").box()
    gui.carry(centre(gui.find("Ada", "list item")), (x + 20, y + 20))
    gui.wait(lambda: parts(scenes(gui)[0]).count("Ada") == 2, what="a second Ada")
    gui.key("ctrl+z")
    gui.wait(lambda: parts(scenes(gui)[0]).count("Ada") == 1, what="one Ada again")


@case("mouse: a mention is hovered over, selected whole by a click, dragged within the text, and taken back")
def drag_mention(gui):
    whole = parts(scenes(gui)[0])
    x, y, _width, _height = gui.find("Prompt", "text").box()
    bruno = centre(gui.find("Bruno, @bruno", "image"))
    gui.xdo("mousemove", *map(int, bruno))
    gui.find("@bruno", "label")
    gui.xdo("click", 1)
    gui.key("BackSpace")
    gui.wait(lambda: "Bruno" not in parts(scenes(gui)[0]), what="no Bruno")
    gui.key("ctrl+z")
    gui.wait(lambda: parts(scenes(gui)[0]) == whole, what="Bruno again")
    gui.settle()
    gui.carry(bruno, (x + 2, y + 20))
    gui.wait(lambda: parts(scenes(gui)[0])[0] == "Bruno", what="Bruno at the front")
    assert parts(scenes(gui)[0]) == ["Bruno", "At the sea, ", "Ada", "waves to  ."], parts(scenes(gui)[0])
    gui.key("ctrl+z", "ctrl+z")    # it came, and went
    gui.wait(lambda: parts(scenes(gui)[0]) == whole, what="the text as it was")


@case("another provider: whom it does not know is marked and can be made there, and the text is written anew")
def switch(gui):
    def choose_provider(name):
        gui.find("Provider", "combo box").click()
        gui.wait(lambda: [node for node in gui.walk() if node.role == "list item" and node.has("showing") and
                          [label for label in gui.walk(node) if label.name == name]], what=f"offer of {name}")[0].click()
    choose_provider("ChainHub")
    gui.read("ChainHub does not know Ada, Bruno")
    gui.read("ChainHub does not offer what was chosen")
    assert not gui.find("Create Video", "button").has("sensitive")
    gui.find("Ada, Not known to this provider yet", "image")
    people = gui.find("Not known to the provider", "list")
    assert len([node for node in gui.walk(people) if node.role == "button"]) == 2
    gui.find("What Is Sent…", "button").press()
    gui.find("At the sea, @Adawaves to @Bruno .", "label")
    gui.escape("What Is Sent", "dialog")
    choose_provider("Practice Studio")
    gui.wait_gone("Not known to the provider", "list")
    gui.read("2 of 2 characters")
    gui.find("Prompt", "text").click()


def wait_offer(gui, place, is_wanted):
    """Moves what is dragged to a place, until the window says what it would do with it there, or says nothing any more."""
    places = itertools.cycle([place, (place[0] + 2, place[1])])

    def is_offered():
        """A drag that began late tells the window of itself with the next movement."""
        gui.xdo("mousemove", *map(int, next(places)))
        return bool(gui.says("Drop a Video to Make a Character")) == is_wanted
    gui.wait(is_offered, what=f"an offer of the window: {is_wanted}")


def drag_in(gui, what, place, is_there):
    """Drags a file or words out of another program to a place, for which the window offers nothing else."""
    helper = pathlib.Path(__file__).with_name("drag_source.py")
    process = gui.spawn([sys.executable, helper, what], env=gui.env | {"GTK_A11Y": "none"})
    source = gui.xdo("search", "--sync", "--onlyvisible", "--name", "^Drag Source$").split()[-1]
    gui.xdo("windowmove", "--sync", source, 20, 690)
    gui.drag((70, 750), (640, 60), release=False)
    wait_offer(gui, (640, 60), True)
    wait_offer(gui, place, False)
    gui.xdo("mouseup", 1)
    gui.wait(is_there, what="what was dropped")
    process.terminate()
    process.wait()
    gui.find("Prompt", "text").click()


@case("mouse: words of another program are dragged into the text, and the window offers nothing else for them")
def drag_words(gui):
    x, y, _width, height = gui.find("Prompt", "text").box()
    drag_in(gui, "and a kite", (x + 60, y + height - 30), lambda: "and a kite" in "".join(parts(scenes(gui)[0])))
    gui.key("ctrl+z")
    gui.wait(lambda: "and a kite" not in "".join(parts(scenes(gui)[0])), what="the text as it was")


@case("what is chosen shows at once, and a template says how many videos it makes")
def choose(gui):
    gui.find("5 s", "toggle button").click()
    toggled(gui, "5 s")
    gui.find("1280 × 720", "toggle button").click()
    toggled(gui, "1280 × 720")
    gui.read("1 video, free")
    gui.find("Prompt", "text").click()
    gui.key("ctrl+End")
    gui.type("{Day|Night")
    gui.read("A choice such as {red|blue} has no end")
    assert not gui.find("Create Video", "button").has("sensitive")
    gui.type("}")
    gui.read("2 videos, free")
    gui.type(" @nobody ")
    gui.read("No such character: @nobody")
    for _ in " @nobody ":
        gui.key("BackSpace")
    for _ in "{Day|Night}":
        gui.key("BackSpace")
    gui.read("1 video, free")


@case("keyboard: an animatic is made, plays, is saved with its scene, and gone when its dialog closes")
def animatic(gui):
    saved = pathlib.Path(gui.dir, "preview.mp4")
    gui.key("ctrl+shift+Return")
    gui.find("Animatic", "dialog")
    gui.find("Play", "button", timeout=30).press()
    gui.find("Pause", "button")
    temporary, = glob.glob(f"{gui.dir}/troupe-animatic-*.mp4")
    gui.find("Save As…", "button").press()
    gui.save_file("Save Animatic", saved)
    gui.find("Animatic saved", "label")
    told = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=width,height:format=duration:format_tags=comment",
                           "-of", "json", saved], check=True, capture_output=True).stdout
    facts = json.loads(told)
    assert (facts["streams"][0]["width"], facts["streams"][0]["height"]) == (1280, 720), facts
    assert abs(float(facts["format"]["duration"]) - 5) < 0.2, facts
    story = json.loads(facts["format"]["tags"]["comment"])
    assert story["animatic"] and parts(story["scene"])[1::2] == ["Ada", "Bruno"], story
    gui.escape("Animatic", "dialog")
    gui.wait(lambda: not os.path.exists(temporary), what="no file left")


@case("the draft is on the disk by itself, and back after the program was killed")
def killed(gui):
    gui.wait(lambda: scenes(gui) and parts(scenes(gui)[0]) == ["At the sea, ", "Ada", "waves to ", "Bruno", " ."],
             what="the draft on the disk")
    gui.app.send_signal(signal.SIGKILL)
    gui.app.wait()
    gui.start()
    gui.find("At the sea, @Ada waves to @Bruno .", "list item").click()
    gui.find("Create Video", "button")
    toggled(gui, "5 s")
    toggled(gui, "1280 × 720")
    gui.read("2 of 2 characters")


@case("Ctrl+Enter makes the video, with what was chosen and nothing else")
def create(gui):
    gui.wait(lambda: gui.find("Create Video", "button").has("sensitive"), what="a button that can be pressed")
    gui.key("ctrl+Return")
    gui.find("The video is being made", "label")
    draft = gui.wait(lambda: drafts(gui), what="the job")[0]
    chosen = {name: draft[name] for name in ("text", "model", "seconds", "size", "watermark", "private")}
    assert chosen == {"text": PROMPT, "model": "sora-2", "seconds": "5", "size": "1280x720", "watermark": "false",
                      "private": "false"}, chosen
    story = json.loads(draft["scene"])
    assert parts(story) == parts(scenes(gui)[0]) and story["provider"] == "practice", story
    assert [member["alias"] for member in draft["cast"]] == ["Ada", "Bruno"], draft["cast"]


@case("the list renames, duplicates and deletes with undo")
def manage(gui):
    gui.key("alt+Left")
    gui.find("At the sea, @Ada waves to @Bruno .", "list item")
    gui.settle()
    gui.wait(lambda: (node := gui.focused()) and node.role == "list item", what="focus on the scene")
    gui.key("F2")
    gui.wait(lambda: (node := gui.focused()) and node.name == "Title", what="focus on the title")
    gui.type("The Sea")
    gui.key("Return")
    gui.find("The Sea", "list item")
    gui.wait(lambda: (node := gui.focused()) and node.role == "list item", what="focus on the scene")
    gui.key("Delete")
    gui.find("“The Sea” deleted", "label")
    gui.find("No Scenes Yet", "label")
    gui.find("Undo", "button").press()
    gui.find("The Sea", "list item")
    gui.type("nobody")
    gui.find("No Scenes Found", "label")
    gui.key("Escape")
    gui.find("The Sea", "list item")


@case("Use in Scene in the menu of a card puts the character into the last scene, at the caret")
def use(gui):
    gui.key("alt+1")
    gui.find("Ada, @ada, Ready", "table cell").click(3)
    gui.find_menu()
    gui.key("Down", "Return")
    gui.find("Create Video", "button")
    gui.wait(lambda: parts(scenes(gui)[0]).count("Ada") == 2, what="the character once more")
    gui.key("alt+Left")
    gui.find("The Sea", "list item")


def drag_to_scene(gui, start):
    """Out of a page without a prompt, to where the window says that it takes whoever is dragged."""
    gui.settle()
    count = parts(scenes(gui)[0]).count("Ada")
    gui.drag(start, (start[0] + 60, start[1] + 60), release=False)
    places = itertools.cycle([(start[0] + 62, start[1] + 60), (start[0] + 60, start[1] + 60)])

    def find_target():
        gui.xdo("mousemove", *map(int, next(places)))
        return gui.peek("Drop Here to Use in a Scene", "label")
    target = centre(gui.wait(find_target, what="a place to drop"))
    gui.xdo("mousemove", *map(int, target), "sleep", 0.1, "mousemove", int(target[0]) + 2, int(target[1]), "sleep", 0.1,
            "mouseup", 1)
    gui.find("Create Video", "button")
    gui.wait(lambda: parts(scenes(gui)[0]).count("Ada") == count + 1, what="the character once more")
    gui.wait_gone("Drop Here to Use in a Scene", "label")
    gui.wait(lambda: (node := gui.focused()) and node.name == "Prompt", what="focus in the prompt")


@case("mouse: a character is dragged out of the gallery, and out of its page, into the scene")
def drag_from_pages(gui):
    gui.key("alt+1")
    drag_to_scene(gui, centre(gui.find("Ada, @ada, Ready", "table cell")))
    gui.key("shift+F10")
    gui.choose_from_menu("s")    # Show Character
    gui.find("Copy @username", "button")
    x, y, width, _height = gui.find("Troupe", "frame").box()
    drag_to_scene(gui, (x + width / 4, y + 120))    # its picture
    gui.key("alt+Left")
    gui.find("The Sea", "list item")


@case("all that the call of the seed documents takes leaves from a scene, and nothing else")
def every_part(gui):
    gui.close()
    add_full_scene(gui.dir + "/data/troupe")
    add_sent_prompt(gui.dir + "/data/troupe")
    gui.start()
    gui.find("Every Part", "list item").click()
    gui.read("its cost is not known")
    gui.read("The reference picture, without metadata, to ChainHub.")
    gui.read("faces of real people are widely refused")
    gui.find("What Is Sent…", "button").click()
    label = gui.read('"character_timestamps"', 30)
    request = json.loads(label.name)["request"]
    sent = {part["name"]: part.get("value") for part in request["body"]}
    picture = sent.pop("input_reference")
    assert sent == {"model": "sora-2", "prompt": "The scene comes to life", "seconds": "10", "size": "720x1280",
                    "watermark": "true", "private": "false", "character_url": "https://example.org/clip.mp4",
                    "character_timestamps": "1,3"}, sent
    assert [part["name"] for part in request["body"]].count("input_reference") == 1, picture
    gui.escape("What Is Sent", "dialog")
    gui.key("alt+Left")
    gui.find("Every Part", "list item")


def reference_of(gui):
    """The file of the scene's picture, and its colour; of one without a picture nothing."""
    name, = [scene.get("reference") for scene in scenes(gui) if scene["id"] == "full"]
    path = name and pathlib.Path(gui.dir, "data/troupe/media", name)
    return path, path and name_colour(pixel(path))


@case("the reference picture: by keyboard from a dialog and the clipboard, by mouse from another program")
def reference(gui):
    pictures = {colour: pathlib.Path(gui.dir, colour + ".png") for colour in ("red", "green", "blue")}
    for colour, path in pictures.items():
        ffmpeg("-f", "lavfi", "-i", f"color={colour}:size=64x48", "-frames:v", "1", path)

    gui.find("Every Part", "list item")
    gui.settle()
    gui.find("Every Part", "list item").click()
    gui.read("its cost is not known")
    gui.settle()
    gui.xdo("mousemove", *map(int, centre(gui.find("10 s", "toggle button"))))
    while centre(gui.find("Remove Picture", "button"))[1] > 400:
        gui.xdo("click", 5)
        gui.settle()
    gui.find("Remove Picture", "button").click()
    gui.wait(lambda: reference_of(gui)[0] is None, what="no picture")
    assert gui.focused().name == "Choose Picture…", gui.focused().name
    gui.find("Choose Picture…", "button").click()
    gui.choose_file("Choose Picture", pictures["red"])
    gui.wait(lambda: reference_of(gui)[1] == "red", what="the chosen picture")
    assert reference_of(gui)[0].read_bytes() == pictures["red"].read_bytes(), "it is kept as it is"
    gui.read("Drag to choose the part that is sent")

    subprocess.run(["xclip", "-selection", "clipboard", "-in", "-t", "image/png", pictures["green"]], env=gui.env, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    gui.wait(lambda: (node := gui.focused()) and node.name == "Choose Picture…", what="the focus where it was")
    gui.key("shift+Tab", "space")
    gui.wait(lambda: reference_of(gui)[1] == "green", what="the pasted picture")

    drag_in(gui, pictures["blue"], centre(gui.find("Reference Picture", "label")),
            lambda: reference_of(gui)[1] == "blue")
    gui.key("alt+Left")
    gui.find("Every Part", "list item")


@case("a character of one video: a clip of this computer is cut with the range picker and goes by a host; extra fields")
def own_clip(gui):
    gui.find("Every Part", "list item").click()
    gui.read("its cost is not known")
    gui.find("Remove Clip", "button").press()    # the address of the seed is nowhere
    gui.find("Choose Clip…", "button").press()
    gui.find("Choose a Clip", "label")
    gui.hand_over(media.make("h264.mp4"))
    gui.find("Use in This Video", "button")
    gui.find("Range end", "slider").value = 3
    gui.find("Range start", "slider").value = 1
    gui.key("ctrl+Return")
    gui.find("Create Video", "button")
    scene, = gui.wait(lambda: [one for one in scenes(gui) if one["id"] == "full" and "clip-file" in one], what="a cut")
    assert (scene["clip-range"], scene["host"], scene.get("clip-address")) == ("0,2", "my-web", None), scene
    cut = pathlib.Path(gui.dir, "data/troupe/media", scene["clip-file"])
    told = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", cut], check=True,
                          capture_output=True).stdout
    assert abs(float(told) - 2) < 0.1, told
    gui.read("Only what was cut out, without metadata, to My Web: the clip of this scene.")
    gui.find("What Is Sent…", "button").press()
    request = json.loads(gui.read('"character_timestamps"', 30).name)["request"]
    sent = {part["name"]: part.get("value") for part in request["body"]}
    assert (sent["character_url"], sent["character_timestamps"]) == ("{upload.url}", "0,2"), sent
    gui.escape("What Is Sent", "dialog")
    gui.find("Remove Clip", "button").press()
    gui.wait(lambda: not any("clip-file" in one for one in scenes(gui)), what="no clip")
    assert gui.focused().name == "Choose Clip…", gui.focused().name
    extra = gui.find("Extra Fields, as JSON", "text")
    for written, answer in ('{"model": "x"}', "“model” is a field that Troupe sets itself"), \
            ('{"seed"', "Extra fields are written as JSON"):
        extra.text = written
        gui.read(answer)
        assert not gui.find("Create Video", "button").has("sensitive")
    extra.text = '{"seed": 7}'
    gui.find("What Is Sent…", "button").press()
    request = json.loads(gui.read('"seed"', 30).name)["request"]
    assert {part["name"]: part.get("value") for part in request["body"]}["seed"] == "7", request
    gui.escape("What Is Sent", "dialog")
    gui.wait(lambda: any(one.get("extra") == '{"seed": 7}' for one in scenes(gui)), what="the fields on the disk")
    gui.key("alt+Left")
    gui.find("Every Part", "list item")


@case("keyboard: a prompt of long ago is used again, and what is gone since is said")
def long_ago(gui):
    gui.key("ctrl+h")
    gui.find("Long ago", "list item")
    gui.settle()
    gui.key("Tab")
    gui.wait(lambda: (node := gui.focused()) and node.role == "list item", what="focus on a prompt")
    gui.key("End", "Return")
    told = gui.read("is not set up any more").name.split("\n")
    assert told == ["EvoLink is not set up any more; Practice Studio is chosen now.",
                    "Its reference picture is not there any more.",
                    "What was cut out of a clip for it is not there any more.",
                    "The host “my-bucket” is not set up any more."], told
    scene = gui.wait(lambda: [one for one in scenes(gui) if parts(one) == ["Long ago"]], what="the scene")[0]
    assert not {"reference", "clip-file", "clip-range"} & set(scene), scene
    gui.find("Scene Menu").click()
    gui.choose_from_menu("d")    # Delete


@case("a restart shows the page that was shown last, and all of it is there")
def restart(gui):
    gui.restart()
    gui.find("The Sea", "list item")
    gui.key("alt+1")
    gui.find("Characters", "table")


driven = Gui()
subprocess.run([f"{BUILD}/tests/gui/seed-library", driven.dir + "/data/troupe", "Bruno=pictures/b.jpg",
                "Ada=pictures/a.jpg"], check=True)
config = pathlib.Path(driven.dir, "config/troupe")
config.mkdir(parents=True)
(config / "providers.ini").write_text("[provider chainhub]\n")
(config / "hosts.ini").write_text(f"[host my-web]\nname=My Web\nkind=folder\nlocation={driven.dir}/web\n"
                                  "address=https://web.example.org/\n")
with driven as gui:
    run(gui, on_failure=gui.describe)
