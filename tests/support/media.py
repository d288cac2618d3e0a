#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the videos of the tests: media.py KIND prints the path of one.

Unless KIND says otherwise it is 320x240, 3 s at 30 frames a second, with a 440 Hz tone. The number of
each frame stands in its upper left half as ten white or black squares, the lowest bit first.
"""
import contextlib
import os
import pathlib
import subprocess
import sys

BITS = 10


def picture(size="320x240", rate=30, seconds=3, more=""):
    """Input and filter of a moving test picture that carries its frame numbers."""
    squares = ["drawbox=w=iw/2:h=ih/15:color=black:t=fill"]
    for bit in range(BITS):
        squares.append(f"drawbox=x=iw*{bit}/{2 * BITS}:w=iw/{2 * BITS}:h=ih/15:color=white:t=fill"
                       f":enable='gt(bitand(n,{1 << bit}),0)'")
    return ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}",
            "-vf", ",".join(squares) + more]


def tone(seconds=3):
    return ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"]


def video(codec, *more, sound="aac", seconds=3, **options):
    source = picture(seconds=seconds, **options)
    inputs, filters = source[:4], source[4:]
    heard = tone(seconds) if sound else []
    return inputs + heard + filters + ["-c:v", codec, "-pix_fmt", "yuv420p"] + \
        (["-c:a", sound] if sound else ["-an"]) + list(more)


# A second at half of full scale, one of silence, one that is cut off at full scale
LEVELS = "sin(880*PI*t)*(0.5*lt(t,1)+2*gte(t,2))"

X264 = ("-preset", "veryfast")
PLAIN = "size=160x120:rate=30"

# What is done to one second after the other: nothing, blurred, dark, bright, black, bars of 20 lines, still, restless
FAULTS = ";".join(f"[{n}]{what},format=yuv420p,setsar=1[{n}x]" for n, what in enumerate((
    "null", "boxblur=8", "lutyuv=y=16+(val-16)*0.12", "lutyuv=y=if(gt(val\\,90)\\,235\\,val)", "null",
    "drawbox=h=20:color=black:t=fill,drawbox=y=100:h=20:color=black:t=fill", "null",
    "geq=lum=128+80*sin(2.1*N):cb=128:cr=128"))) + ";[0x][1x][2x][3x][4x][5x][6x][7x]concat=n=8"

# One second after the other, before a picture that stands still: a small thing that shakes, a large one that does, one
# that crosses the picture; at last all of it moves.
SUBJECTS = ("[0]split=4[a][b][c][d];"
            "[a]trim=duration=1[a0];[a0][1]overlay=x=40+12*sin(7*t):y=50[x];"
            "[b]trim=duration=1[b0];[b0][2]overlay=x=40+8*sin(20*t):y=20[y];"
            "[c]trim=duration=1[c0];[c0][3]overlay=x=120*t:y=30[z];"
            "[4]geq=lum=mod(X*3+N*7\\,256):cb=128:cr=128[w];"
            "[d]trim=duration=1[d0];[d0][5]overlay=x=40:y=50:enable='lt(mod(n,6),3)'[v];"
            "[x]format=yuv420p,setsar=1[x1];[y]format=yuv420p,setsar=1[y1];[z]format=yuv420p,setsar=1[z1];"
            "[w]format=yuv420p,setsar=1[w1];[v]format=yuv420p,setsar=1[v1];[x1][y1][z1][w1][v1]concat=n=5")


def shots(graph, *sources):
    """Pictures alone, of sources that a graph puts together."""
    inputs = [word for source in sources for word in ("-f", "lavfi", "-i", source)]
    return inputs + ["-filter_complex", graph, "-c:v", "libx264", *X264, "-pix_fmt", "yuv420p", "-an"]


KINDS = {
    "h264.mp4": video("libx264", *X264),
    "h264.mov": video("libx264", *X264),
    "h264.mkv": video("libx264", *X264),
    "long.mp4": video("libx264", *X264, "-g", "250", seconds=20),
    "large.mp4": video("libx264", *X264, "-g", "250", size="960x540", seconds=10),
    "b-frames.mp4": video("libx264", *X264, "-bf", "3", "-g", "90"),
    "slow.mp4": video("libx264", *X264, "-bf", "3", "-g", "250", rate=1, seconds=60),
    "interlaced.mp4": video("libx264", *X264, "-flags", "+ilme+ildct", "-x264-params", "tff=1"),
    "no-sound.mp4": video("libx264", *X264, sound=None),
    "short.mp4": video("libx264", *X264, seconds=0.6),
    "odd-size.mkv": video("libx264", *X264, "-pix_fmt", "yuv444p",
                          more=",format=yuv444p,scale=321:241"),
    "4k.mp4": video("libx264", "-preset", "ultrafast", size="3840x2160", seconds=2, rate=24),
    "variable-rate.mp4": video("libx264", *X264, "-fps_mode", "vfr",
                               more=",select='not(eq(mod(n,5),3))*not(eq(mod(n,7),2))'"),
    "bt709.mp4": video("libx264", *X264, "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
    "hevc.mp4": video("libx265", "-preset", "ultrafast", "-tag:v", "hvc1", "-x265-params", "log-level=none"),
    "hevc-layers.mp4": video("libx265", "-preset", "ultrafast", "-tag:v", "hvc1", "-x265-params",
                             "log-level=none:temporal-layers=3:bframes=3:b-adapt=0:keyint=90"),
    "vp8.webm": video("libvpx", "-deadline", "realtime", sound="libvorbis"),
    "vp9.webm": video("libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", sound="libopus"),
    "av1.webm": video("libsvtav1", "-preset", "12", sound="libopus"),
    "theora.ogv": video("libtheora", "-q:v", "7", sound="libvorbis"),
    "mpeg4.avi": video("mpeg4", "-q:v", "4", sound="libmp3lame"),
    "cinepak.avi": video("cinepak", "-pix_fmt", "rgb24", sound="pcm_s16le", seconds=2, size="160x120"),
    "index-first.mp4": video("libx264", *X264, "-movflags", "+faststart"),
    "no-metadata.mp4": video("libx264", *X264, "-empty_hdlr_name", "1", "-write_tmcd", "0"),
    "fragmented.mp4": video("libx264", *X264, "-g", "30", "-movflags", "+frag_keyframe+empty_moov"),
    "own-words.mp4": video("libx264", *X264, "-metadata", "comment=Of its maker"),
    "levels.mov": picture()[:4] + ["-f", "lavfi", "-i", f"aevalsrc='{LEVELS}':s=48000:d=3", "-c:v", "libx264", *X264,
                                   "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le"],
    "cut.mp4": shots("concat", f"testsrc2={PLAIN}:duration={20 / 30}", f"mandelbrot={PLAIN},trim=duration=1"),
    "fade.mp4": shots("xfade=fadeblack:duration=1:offset=0.3", f"testsrc2={PLAIN}:duration=1.3",
                      f"smptebars={PLAIN}:duration=1.3"),
    "flash.mp4": shots("drawbox=color=white:t=fill:enable='between(n,20,22)'", f"testsrc2={PLAIN}:duration=1.5"),
    "faults.mp4": shots(FAULTS, *[f"{source}{':' if '=' in source else '='}{PLAIN}:duration=1" for source in (
        "testsrc2", "testsrc2", "testsrc2", "testsrc2", "color=black", "testsrc2", "smptebars", "color")]),
    "subject.mp4": shots(SUBJECTS, f"smptebars={PLAIN}:duration=3", *[
        f"color=white:size={size}:rate=30:duration=1" for size in ("12x12", "80x80", "40x60")],
        f"color={PLAIN}:duration=1", "color=white:size=12x12:rate=30:duration=1"),
    "still.mp4": shots("null", f"smptebars={PLAIN}:duration=1"),
    "audio.mp4": tone() + ["-c:a", "aac"],
}


def run_ffmpeg(arguments, out):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *arguments, "-threads", "2",
                    "-fflags", "+bitexact", str(out)], check=True, stdin=subprocess.DEVNULL)


def rotated(degrees):
    """What is stored stays; a player is told to turn it against the clock."""
    def write(out):
        run_ffmpeg(["-display_rotation:v:0", str(degrees), "-i", make("h264.mp4"), "-c", "copy"], out)
    return write


def edit_list(out):
    """A cut without coding: what is shown starts between two key frames."""
    run_ffmpeg(["-ss", "1.5", "-i", make("long.mp4"), "-t", "3", "-c", "copy"], out)


def late_picture(out):
    """The sound begins half a second before the first picture."""
    run_ffmpeg(["-itsoffset", "0.5", "-i", make("no-sound.mp4"), "-i", make("audio.mp4"), "-map", "0:v", "-map", "1:a",
                "-c", "copy"], out)


def head(source, share):
    def write(out):
        data = pathlib.Path(make(source)).read_bytes()
        out.write_bytes(data[:int(len(data) * share)])
    return write


def corrupt(out):
    data = bytearray(pathlib.Path(make("h264.mp4")).read_bytes())
    for at in range(len(data) // 4, len(data) * 3 // 4, 97):
        data[at] ^= 0x5a
    out.write_bytes(data)


def unknown_codec(out):
    """The same video under the name of a codec that does not exist."""
    out.write_bytes(pathlib.Path(make("h264.mp4")).read_bytes().replace(b"avc1", b"zzz1"))


DERIVED = {
    "rotated-90.mp4": rotated(90),
    "rotated-180.mp4": rotated(180),
    "rotated-270.mp4": rotated(270),
    "edit-list.mp4": edit_list,
    "late-picture.mkv": late_picture,
    "truncated.mp4": head("h264.mp4", 0.5),
    "truncated.mkv": head("h264.mkv", 0.5),
    "corrupt.mp4": corrupt,
    "unknown-codec.mp4": unknown_codec,
    "empty.mp4": lambda out: out.write_bytes(b""),
    "text.mp4": lambda out: out.write_text("This is not a video.\n" * 40),
    "login-page.mp4": lambda out: out.write_text("<!DOCTYPE html><title>Sign in</title>\n"),
}


def read_number(path):
    """The number in a picture of a video made here."""
    size = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", str(path)],
                          check=True, capture_output=True, text=True, timeout=60).stdout
    width, height = map(int, size.split(","))
    grey = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "gray", "-"],
                          check=True, capture_output=True, timeout=60).stdout
    row = grey[height // 30 * width:]
    return sum(1 << bit for bit in range(BITS) if row[(2 * bit + 1) * width // (4 * BITS)] > 127)


def make(kind):
    """Returns the path of a video, made once for all tests of this build.

    Of two that make it at once the first one's stays: another one is a few bytes different, and another clip to Troupe.
    """
    folder = pathlib.Path(os.environ["TEST_BUILD_DIR"], "tests", "media")
    path = folder / kind
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f".{os.getpid()}-{kind}"
        if kind in DERIVED:
            DERIVED[kind](new)
        else:
            run_ffmpeg(KINDS[kind], new)
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(new)
        new.unlink()
    return str(path)


if __name__ == "__main__":
    sys.stdout.write(make(sys.argv[1]))
