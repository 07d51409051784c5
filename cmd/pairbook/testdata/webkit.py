# Prints pages into PDFs with WebKitGTK, as a reader's browser would:
#
#     webkit.py iso_a4 one.html one.pdf two.html two.pdf
#
# WebKitGTK knows no margins of @page: those of the paper are the print dialogue's. It also
# prints a millimetre of a style sheet as 25/24 mm at this width. Here the margins above and
# below leave as much room as the style sheet does, so that what is printed can be compared;
# with 15 mm a sheet that is nearly full on Letter would run over.
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2

MARGIN_Y, MARGIN_X, SCALE = 15, 8, 25 / 24


def margin(length, own):
    return (length - (length - 2 * own) * SCALE) / 2


class Printer:
    def __init__(self, paper, jobs):
        self.paper, self.jobs, self.done = paper, jobs, False
        self.view = WebKit2.WebView()
        self.view.connect("load-changed", self.loaded)
        self.view.connect("load-failed", self.failed)
        window = Gtk.OffscreenWindow()
        window.add(self.view)
        window.show_all()

    def next(self, *_):
        if self.jobs:
            self.view.load_uri(GLib.filename_to_uri(self.jobs[0][0], None))
        else:
            self.done = True
            Gtk.main_quit()

    def loaded(self, _, event):
        if event == WebKit2.LoadEvent.FINISHED:
            # Its fonts are there once a script has waited for them.
            self.view.call_async_javascript_function("await document.fonts.ready", -1, None, None, None, None, self.print)

    def print(self, view, result):
        view.call_async_javascript_function_finish(result)
        settings = Gtk.PrintSettings()
        settings.set_printer("Print to File")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, GLib.filename_to_uri(self.jobs.pop(0)[1], None))
        setup = Gtk.PageSetup()
        size = Gtk.PaperSize.new(self.paper)
        setup.set_paper_size(size)
        for side in ("top", "bottom"):
            getattr(setup, f"set_{side}_margin")(margin(size.get_height(Gtk.Unit.MM), MARGIN_Y), Gtk.Unit.MM)
        for side in ("left", "right"):
            getattr(setup, f"set_{side}_margin")(MARGIN_X, Gtk.Unit.MM)
        operation = WebKit2.PrintOperation.new(view)
        operation.set_print_settings(settings)
        operation.set_page_setup(setup)
        operation.connect("failed", self.failed)
        operation.connect("finished", lambda _: GLib.idle_add(self.next))
        operation.print_()

    def failed(self, *args):
        print(args[-1].message, file=sys.stderr)
        Gtk.main_quit()


printer = Printer(sys.argv[1], list(zip(sys.argv[2::2], sys.argv[3::2])))
GLib.idle_add(printer.next)
Gtk.main()
sys.exit(0 if printer.done else 1)
