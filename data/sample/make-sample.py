#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Troupe contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws Troupe's sample clip: `make-sample.py Pip.webm`. Needs python3-cairo and ffmpeg.

Three shots with a cut at 4.0 s and at 8.5 s: Pip the puppet enters a stage and waves, looks at us, meets a bird.
"""
import math
import subprocess
import sys

import cairo

W, H, FPS, END = 960, 540, 30, 12.0
CUTS = (4.0, 8.5)
PURPLE, DARK, LIGHT, YELLOW, AMBER = (0.51, 0.24, 0.61), (0.24, 0.12, 0.33), (0.75, 0.38, 0.80), (0.96, 0.83, 0.18), (0.90, 0.65, 0.04)
CREAM, INK, RED, GREEN, SKY = (1, 0.95, 0.86), (0.14, 0.12, 0.19), (0.88, 0.11, 0.14), (0.34, 0.64, 0.29), (0.60, 0.78, 0.95)


def ease(x):
    x = min(max(x, 0), 1)
    return x * x * (3 - 2 * x)


def disc(c, x, y, rx, ry, color, angle=0.0):
    c.save()
    c.translate(x, y)
    c.rotate(angle)
    c.scale(rx, ry)
    c.arc(0, 0, 1, 0, 2 * math.pi)
    c.restore()
    c.set_source_rgb(*color)
    c.fill()


def limb(c, x0, y0, x1, y1, bend, width, color):
    mx, my = (x0 + x1) / 2 - (y1 - y0) * bend, (y0 + y1) / 2 + (x1 - x0) * bend
    c.move_to(x0, y0)
    c.curve_to(mx, my, mx, my, x1, y1)
    c.set_line_width(width)
    c.set_line_cap(cairo.LINE_CAP_ROUND)
    c.set_source_rgb(*color)
    c.stroke()


def head(c, look, smile, blink, tilt):
    c.save()
    c.rotate(tilt)
    disc(c, -62, -44, 26, 26, LIGHT)
    disc(c, 62, -44, 26, 26, LIGHT)
    disc(c, 0, 0, 84, 78, PURPLE)
    disc(c, 0, 14, 62, 52, CREAM)
    for side in (-1, 1):
        disc(c, side * 28 + look * 6, -6, 17, max(20 * (1 - blink), 2), (1, 1, 1))
        if blink < 0.7:
            disc(c, side * 28 + look * 14, -4, 9, 11 * (1 - blink), INK)
            disc(c, side * 28 + look * 14 - 3, -9, 3.2, 3.2 * (1 - blink), (1, 1, 1))
    disc(c, look * 10, 14, 9, 6, AMBER)
    c.move_to(-26 + look * 6, 32)
    c.curve_to(-12 + look * 6, 32 + 22 * smile, 12 + look * 6, 32 + 22 * smile, 26 + look * 6, 32)
    c.set_line_width(6)
    c.set_source_rgb(*INK)
    c.stroke()
    c.restore()


def pip(c, x, y, scale, t, wave=0.0, step=0.0, look=0.0, smile=1.0):
    blink = max(0.0, 1 - abs((t % 2.3) - 2.0) / 0.09)
    c.save()
    c.translate(x, y - abs(math.sin(step)) * 9 * scale)
    c.scale(scale, scale)
    swing = math.sin(step)
    limb(c, -22, 60, -26 + 22 * swing, 118, 0.05, 24, DARK)
    limb(c, 22, 60, 26 - 22 * swing, 118, -0.05, 24, DARK)
    limb(c, -46, 4, -80, 52 + 6 * swing, 0.2, 20, PURPLE)
    disc(c, 0, 20, 56, 62, PURPLE)
    disc(c, 0, 30, 36, 42, LIGHT)
    raised = ease(wave)
    angle = raised * (-1.9 + 0.35 * math.sin(t * 11)) + (1 - raised) * 0.9
    limb(c, 44, 2, 44 + 66 * math.cos(angle), 2 + 66 * math.sin(angle), -0.15, 20, PURPLE)
    disc(c, 44 + 72 * math.cos(angle), 2 + 72 * math.sin(angle), 15, 15, CREAM)
    c.rectangle(-50, -46, 100, 20)
    c.set_source_rgb(*RED)
    c.fill()
    limb(c, 34, -34, 58 + 6 * math.sin(t * 3), 8, 0.1, 18, RED)
    c.translate(0, -104)
    head(c, look, smile, blink, 0.06 * math.sin(t * 2.2))
    c.restore()


def stage(c, t, light):
    c.set_source_rgb(0.13, 0.07, 0.19)
    c.paint()
    for i in range(14):
        shade = 0.30 + 0.06 * math.cos(i * 1.9)
        c.rectangle(i * W / 14, 0, W / 14 + 1, 400)
        c.set_source_rgb(shade + 0.12, 0.06, 0.14)
        c.fill()
    c.rectangle(0, 400, W, H - 400)
    c.set_source_rgb(0.36, 0.22, 0.16)
    c.fill()
    for i in range(9):
        c.rectangle(0, 400 + i * i * 2.2, W, 2)
        c.set_source_rgba(0, 0, 0, 0.25)
        c.fill()
    c.move_to(light - 40, -20)
    c.line_to(light + 40, -20)
    c.line_to(light + 190, 452)
    c.line_to(light - 190, 452)
    c.close_path()
    c.set_source_rgba(1, 0.92, 0.6, 0.17)
    c.fill()
    disc(c, light, 452, 190, 40, (0.80, 0.62, 0.36))


def shot_stage(c, t):
    x = 120 + 360 * ease(t / 2.0)
    stage(c, t, x)
    pip(c, x, 330, 1.0, t, wave=(t - 2.0) / 0.4, step=t * 9 if t < 2.0 else 0, look=0.6 if t < 2.0 else 0)


def shot_close(c, t):
    u = t - CUTS[0]
    c.set_source_rgb(0.99, 0.86, 0.55)
    c.paint()
    for i in range(12):
        a = i * math.pi / 6 + u * 0.12
        c.move_to(W / 2, 330)
        c.line_to(W / 2 + 900 * math.cos(a), 330 + 900 * math.sin(a))
        c.line_to(W / 2 + 900 * math.cos(a + 0.26), 330 + 900 * math.sin(a + 0.26))
        c.close_path()
        c.set_source_rgb(0.98, 0.80, 0.42)
        c.fill()
    pip(c, W / 2, 520, 2.3, t, wave=(u - 2.6) / 0.4 if u < 4.1 else 0, look=math.sin(u * 1.7), smile=0.6 + 0.5 * math.sin(u * 1.3))


def shot_hill(c, t):
    u = t - CUTS[1]
    c.set_source_rgb(*SKY)
    c.paint()
    disc(c, 800, 100, 54, 54, YELLOW)
    for i, (x, y, s) in enumerate(((180, 110, 1), (520, 70, 0.8), (700, 170, 0.6))):
        for dx, r in ((-40, 26), (0, 38), (42, 28)):
            disc(c, (x + u * 14 * (i + 1)) + dx * s, y, r * s * 1.3, r * s, (1, 1, 1))
    disc(c, 250, 640, 620, 260, (0.42, 0.70, 0.33))
    disc(c, 800, 660, 520, 240, GREEN)
    hop = abs(math.sin(u * 5)) * 46
    bx, by = 660, 396 - hop
    disc(c, bx, 446, 40 - hop * 0.3, 9, (0.25, 0.50, 0.22))
    limb(c, bx - 10, by + 30, bx - 12, by + 50, 0, 6, AMBER)
    limb(c, bx + 10, by + 30, bx + 12, by + 50, 0, 6, AMBER)
    disc(c, bx, by, 46, 42, YELLOW)
    disc(c, bx + 22, by + 4, 22, 14 + hop * 0.2, AMBER, 0.5)
    disc(c, bx - 18, by - 12, 8, 9, INK)
    c.move_to(bx - 44, by - 4)
    c.line_to(bx - 72, by + 6)
    c.line_to(bx - 42, by + 12)
    c.set_source_rgb(*RED)
    c.fill()
    pip(c, 350, 340, 0.95, t, wave=(u - 0.5) / 0.4, look=0.9, smile=1.1)


def sound():
    """A small tune: notes (start, seconds, hertz) as one ffmpeg expression."""
    notes, beat = (262, 330, 392, 523, 392, 330, 349, 440, 523, 440, 349, 294, 330, 392, 494, 523), 0.375
    parts = []
    for i in range(int(END / beat)):
        start = i * beat
        parts.append(f"between(t,{start},{start + beat})*0.22*exp(-5*(t-{start}))*(sin(2*PI*{notes[i % 16]}*t)+0.4*sin(4*PI*{notes[i % 16]}*t))")
    return "+".join(parts)


def main():
    target = sys.argv[1]
    ffmpeg = subprocess.Popen(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgra", "-s", f"{W}x{H}", "-r", str(FPS), "-i", "-",
         "-f", "lavfi", "-i", f"aevalsrc='{sound()}':d={END}:s=48000", "-c:v", "libvpx-vp9", "-crf", "36", "-b:v", "0",
         "-g", "60", "-pix_fmt", "yuv420p", "-c:a", "libopus", "-b:a", "48k", "-metadata", "title=Pip on Stage", target],
        stdin=subprocess.PIPE)
    for frame in range(int(END * FPS)):
        t = frame / FPS
        surface = cairo.ImageSurface(cairo.FORMAT_RGB24, W, H)
        c = cairo.Context(surface)
        (shot_stage if t < CUTS[0] else shot_close if t < CUTS[1] else shot_hill)(c, t)
        surface.flush()
        ffmpeg.stdin.write(bytes(surface.get_data()))
    ffmpeg.stdin.close()
    sys.exit(ffmpeg.wait())


if __name__ == "__main__":
    main()
