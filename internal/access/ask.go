package access

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// An Answer is what came of a question.
type Answer struct {
	Question
	Status int  // 0: the server closed the connection
	Opened bool // the page came
}

// Right says whether the answer is the one that there should be.
func (a Answer) Right() bool { return a.Opened == a.Open }

// A Client asks one server. It writes requests itself: a usual client mends an address
// before it sends it.
type Client struct {
	Address *url.URL
	Limit   time.Duration // for one answer
	TLS     *tls.Config   // nil: the usual one
}

// largestAnswer is how much of an answer is read.
const largestAnswer = 2 << 20

// Ask asks one question. The error says that there is no server, and nothing of any
// password.
func (c *Client) Ask(ctx context.Context, q Question) (Answer, error) {
	a := Answer{Question: q}
	conn, err := c.connect(ctx)
	if err != nil {
		return a, fmt.Errorf("connecting to %s: %w", c.Address.Host, err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	conn.SetDeadline(time.Now().Add(c.Limit))
	if _, err := io.WriteString(conn, c.request(q)); err != nil {
		return a, ctx.Err()
	}
	method := q.Method
	if method != http.MethodHead {
		method = http.MethodGet // every other answer has a body
	}
	r, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		return a, ctx.Err() // a server may close on what it does not like
	}
	defer r.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(r.Body, largestAnswer))
	a.Status = r.StatusCode
	a.Opened = q.opened(r, body)
	return a, ctx.Err()
}

// opened says whether an answer is the page that was asked for, and not a page to sign in
// or to say no.
func (q Question) opened(r *http.Response, body []byte) bool {
	if r.StatusCode < 200 || r.StatusCode > 299 {
		return false
	}
	if q.Method == http.MethodHead {
		return r.Header.Get("ETag") != "" || r.Header.Get("Last-Modified") != ""
	}
	if q.Method == http.MethodTrace && bytes.HasPrefix(body, []byte(http.MethodTrace)) {
		return false // the request itself
	}
	for _, mark := range q.marks {
		if mark != "" && bytes.Contains(body, []byte(mark)) {
			return true
		}
	}
	return false
}

func (c *Client) connect(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, c.Limit)
	defer cancel()
	host, port := c.Address.Hostname(), c.Address.Port()
	if c.Address.Scheme == "https" {
		if port == "" {
			port = "443"
		}
		config := &tls.Config{}
		if c.TLS != nil {
			config = c.TLS.Clone()
		}
		config.ServerName, config.NextProtos = host, []string{"http/1.1"}
		return (&tls.Dialer{Config: config}).DialContext(ctx, "tcp", net.JoinHostPort(host, port))
	}
	if port == "" {
		port = "80"
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(host, port))
}

// request writes a request. The values of headers come from a person's own file.
func (c *Client) request(q Question) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nUser-Agent: pairbook\r\nAccept: */*\r\n", q.Method, q.Target, c.Address.Host)
	if q.Method == http.MethodPost {
		b.WriteString("Content-Length: 0\r\n")
	}
	line := strings.NewReplacer("\r", "", "\n", "", "\x00", "")
	for _, h := range append(append([]Header{}, q.Visitor.Headers...), q.Headers...) {
		fmt.Fprintf(&b, "%s: %s\r\n", line.Replace(h.Name), line.Replace(h.Value))
	}
	b.WriteString("\r\n")
	return b.String()
}
