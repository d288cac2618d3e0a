/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into the program under test. After each layout GTK 4.18 asks the X server for the pointer, and takes a
 * button that is up by then, while its release still waits to be read, for a click that was broken off. A hand is
 * too slow for that, xdotool is not: with this the buttons are as the events tell them that were read. */

#define _GNU_SOURCE
#include <dlfcn.h>

#include <X11/extensions/XInput2.h>

static unsigned int heard;    /* a bit for each button that is down */

Bool
XGetEventData (Display             *display,
               XGenericEventCookie *cookie)
{
  Bool (*get_event_data) (Display *, XGenericEventCookie *) = dlsym (RTLD_NEXT, "XGetEventData");
  const Bool has_data = get_event_data (display, cookie);

  if (has_data && (cookie->evtype == XI_ButtonPress || cookie->evtype == XI_ButtonRelease))
    {
      const XIDeviceEvent *event = cookie->data;
      const unsigned int bit = event->detail < 8 ? 1u << event->detail : 0;

      heard = cookie->evtype == XI_ButtonPress ? heard | bit : heard & ~bit;
    }
  return has_data;
}

Bool
XIQueryPointer (Display         *display,
                int              device,
                Window           window,
                Window          *root,
                Window          *child,
                double          *root_x,
                double          *root_y,
                double          *x,
                double          *y,
                XIButtonState   *buttons,
                XIModifierState *modifiers,
                XIGroupState    *group)
{
  Bool (*query) (Display *, int, Window, Window *, Window *, double *, double *, double *, double *, XIButtonState *,
                 XIModifierState *, XIGroupState *) = dlsym (RTLD_NEXT, "XIQueryPointer");
  const Bool is_here = query (display, device, window, root, child, root_x, root_y, x, y, buttons, modifiers, group);

  if (buttons->mask_len > 0)
    buttons->mask[0] = (unsigned char) heard;
  return is_here;
}
