package access_test

import (
	"bytes"
	"context"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pairbook/internal/access"
)

// A server is a web server of Debian on this computer, with the rules of a site.
type server struct {
	address *url.URL
	visitor func(name string) access.Visitor // signed in
}

// program returns the path of a server, or skips the test where it is not installed.
func program(t testing.TB, path string) string {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("PAIRBOOK_BROWSER") == "required" { // as in .ci/run
			t.Fatalf("%s is not installed", path)
		}
		t.Skipf("%s is not installed", path)
	}
	return path
}

// freePort is a port that nobody listens on.
func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// openFolder is a folder that servers may read which have given up the rights of root.
func openFolder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "pairbook-access")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// run starts a server and waits until it answers on its port; it ends with the test.
func run(t testing.TB, port string, name string, args ...string) {
	t.Helper()
	var said bytes.Buffer
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	t.Cleanup(func() { cancel(); <-ended })
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			conn.Close()
			return
		}
		select {
		case <-ended:
			t.Fatalf("%s has ended: %s", name, said.String())
		case <-tick.C:
		}
	}
}

func write(t testing.TB, dir, name, text string) string {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// writeRules writes the files of the rules, changed by change, which may be nil.
func writeRules(t testing.TB, dir string, r *access.Rules, change func(name, text string) string) {
	t.Helper()
	files, err := r.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text := string(f.Data)
		if change != nil {
			text = change(f.Name, text)
		}
		write(t, dir, f.Name, text)
	}
}

const password = "password"

// passwords is a file of users that both servers read.
func passwords(users []string) string {
	sum := sha1.Sum([]byte(password))
	var b strings.Builder
	for _, user := range users {
		fmt.Fprintf(&b, "%s:{SHA}%s\n", user, base64.StdEncoding.EncodeToString(sum[:]))
	}
	return b.String()
}

func withPassword(name string) access.Visitor {
	token := base64.StdEncoding.EncodeToString([]byte(name + ":" + password))
	return access.Visitor{Name: name, Headers: []access.Header{{Name: "Authorization", Value: "Basic " + token}}}
}

// A signIn is how people sign in: with a password, or before the server sees them.
type signIn string

const (
	basic     signIn = "basic"
	forwarded signIn = "forwarded"
)

// apache starts an Apache with the pages in a folder.
func apache(t testing.TB, pages string, r *access.Rules, users []string, how signIn, change func(name, text string) string) server {
	t.Helper()
	bin := program(t, "/usr/sbin/apache2")
	dir, port := openFolder(t), freePort(t)
	writeRules(t, dir, r, change)
	write(t, dir, "users", passwords(users))
	var conf strings.Builder
	for _, m := range []string{"mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "authz_groupfile", "auth_basic", "alias", "dir", "mime", "headers", "env", "lua"} {
		fmt.Fprintf(&conf, "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n", m, m)
	}
	if os.Getuid() == 0 {
		conf.WriteString("User www-data\nGroup www-data\n")
	}
	signIn := fmt.Sprintf("AuthType Basic\nAuthName Mentoring\nAuthBasicProvider file\nAuthUserFile %q\n", dir+"/users")
	if how == forwarded { // a proxy before it has put the name into this header
		signIn = fmt.Sprintf("AuthType Proxy\nLuaHookCheckUserID %q check\n", write(t, dir, "proxy.lua", proxyUser))
	}
	fmt.Fprintf(&conf, `ServerName localhost
ServerRoot "%[1]s"
PidFile "%[1]s/pid"
ErrorLog "%[1]s/errors"
Mutex file:%[1]s default
Listen 127.0.0.1:%[2]s
TypesConfig /etc/mime.types
DocumentRoot "%[3]s"
<Directory "/">
	AllowOverride None
	Require all denied
</Directory>
Alias "%[4]s" "%[3]s/"
<Directory "%[3]s">
	%[5]s
</Directory>
Define PAIRBOOK_GROUPS "%[1]s/pairbook-groups.txt"
Include "%[1]s/pairbook-apache.conf"
`, dir, port, pages, r.Path, signIn)
	run(t, port, bin, "-X", "-f", write(t, dir, "httpd.conf", conf.String()))
	s := server{address: at(t, port, r), visitor: withPassword}
	if how == forwarded {
		s.visitor = func(name string) access.Visitor {
			return access.Visitor{Name: name, Headers: []access.Header{{Name: "X-Proxy-User", Value: name}}}
		}
	}
	return s
}

// proxyUser takes the name of who has signed in from a header, as modules for single
// sign-on take it from a session.
const proxyUser = `require "apache2"
function check(r)
	local name = r.headers_in["X-Proxy-User"]
	if name == nil or name == "" then return 401 end
	r.user = name
	return apache2.OK
end
`

func at(t testing.TB, port string, r *access.Rules) *url.URL {
	t.Helper()
	u, err := url.Parse("http://127.0.0.1:" + port + r.Path)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// nginx starts an nginx with the pages that the rules name.
func nginx(t testing.TB, _ string, r *access.Rules, users []string, how signIn, change func(name, text string) string) server {
	t.Helper()
	bin := program(t, "/usr/sbin/nginx")
	dir, port := openFolder(t), freePort(t)
	writeRules(t, dir, r, change)
	write(t, dir, "users", passwords(users))
	signIn, more, user := "auth_basic \"Mentoring\";\nauth_basic_user_file users;\nset $pairbook_user $remote_user;\n", "", ""
	s := server{address: at(t, port, r), visitor: withPassword}
	if how == forwarded {
		known := map[string]bool{}
		for _, name := range users {
			known[name] = true
		}
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			cookie, err := r.Cookie("session")
			name := ""
			if err == nil {
				text, _ := hex.DecodeString(cookie.Value)
				name = string(text)
			}
			if !known[name] {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			w.Header().Set("X-Auth-Request-Email", name)
			w.WriteHeader(http.StatusAccepted)
		}))
		t.Cleanup(proxy.Close)
		signIn = "auth_request /oauth2/auth;\nauth_request_set $pairbook_user $upstream_http_x_auth_request_email;\n"
		more = "location = /oauth2/auth { internal; proxy_pass " + proxy.URL + "; proxy_pass_request_body off; proxy_set_header Content-Length \"\"; }\n"
		s.visitor = func(name string) access.Visitor {
			return access.Visitor{Name: name, Headers: []access.Header{{Name: "Cookie", Value: "session=" + hex.EncodeToString([]byte(name))}}}
		}
	}
	write(t, dir, "pairbook-signin.conf", signIn)
	if os.Getuid() == 0 {
		user = "user root;\n"
	}
	extra := ""
	if change != nil {
		extra = change("server", "")
	}
	conf := fmt.Sprintf(`%[1]spid %[2]s/pid;
error_log %[2]s/errors;
daemon off;
worker_processes 1;
events { worker_connections 256; }
http {
	access_log off;
	client_body_temp_path %[2]s/t1; proxy_temp_path %[2]s/t2; fastcgi_temp_path %[2]s/t3; uwsgi_temp_path %[2]s/t4; scgi_temp_path %[2]s/t5;
	include pairbook-http.conf;
	server {
		listen 127.0.0.1:%[3]s;
		%[4]s
		%[5]s
		include pairbook-location.conf;
	}
}
`, user, dir, port, more, extra)
	run(t, port, bin, "-p", dir, "-e", dir+"/errors", "-c", write(t, dir, "nginx.conf", conf))
	return s
}
