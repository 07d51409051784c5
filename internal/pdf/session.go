package pdf

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/chromedp/chromedp"
)

// run starts a browser, opens the tabs and prints until the pages are done or one could
// not be printed.
func (s *session) run(ctx context.Context) {
	ctx, stop := chromedp.NewExecAllocator(ctx, s.switches()...)
	defer func() {
		stop() // ends the process, also one that answers nothing any more
		chromedp.FromContext(ctx).Allocator.Wait()
	}()
	quiet := func(string, ...any) {}
	first, _ := chromedp.NewContext(ctx, chromedp.WithLogf(quiet), chromedp.WithErrorf(quiet))
	if err := started(first, s.Start, stop); err != nil {
		s.failed(fmt.Errorf("starting the browser: %w", err))
		return
	}
	var tabs sync.WaitGroup
	for i := range min(s.Tabs, len(s.left)) {
		tab := first
		if i > 0 {
			tab, _ = chromedp.NewContext(first)
		}
		tabs.Go(func() { s.tab(tab, stop) })
	}
	tabs.Wait()
}

var errSilent = errors.New("the browser does not answer")

// started waits until the browser has opened a tab. A deadline of the context would close
// the tab when it is over, so the time is kept here, and stop ends a browser that
// does not answer.
func started(tab context.Context, limit time.Duration, stop func()) error {
	answer := make(chan error, 1)
	go func() { answer <- chromedp.Do(tab) }()
	select {
	case err := <-answer:
		return err
	case <-time.After(limit):
		stop()
		<-answer
		return errSilent
	}
}

// switches are those of the browser. It is not to ask anybody for anything: names
// lead nowhere, should a request pass all else by. chromedp adds an empty
// profile folder and removes it again.
func (s *session) switches() []chromedp.ExecAllocatorOption {
	list := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(s.Browser), chromedp.Headless,
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"), chromedp.Flag("lang", "en-GB"),
	}
	for _, name := range []string{
		"disable-gpu", "disable-quic", "disable-dev-shm-usage", "no-first-run", "no-default-browser-check",
		"disable-background-networking", "disable-component-update", "disable-sync", "disable-extensions",
		"disable-domain-reliability", "no-pings",
	} {
		list = append(list, chromedp.Flag(name, true))
	}
	if s.open {
		list = append(list, chromedp.NoSandbox)
	}
	return list
}
