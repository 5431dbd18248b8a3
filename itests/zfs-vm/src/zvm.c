// SPDX-License-Identifier: Apache-2.0
/* zvm: run a command in a guest.  Called as "zfs" or "zpool" (a link) it runs that command.
 *   zvm [-u uid[:gid]] [-e NAME=VALUE]... [-n] COMMAND [ARG]...
 * start.sh leaves the guest's address, "IP PORT [NETNS]", in NAME/addr and links to this program in NAME/bin: the path by
 * which it is called names the guest.  Called without a path, $ZVM_RUN/$ZVM says where the guest is.
 * Exit status: the command's, 255 when the guest cannot be reached. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "zvm.h"

#define BUF (256 * 1024)
static unsigned char obuf[BUF + 2 * ZVM_HDR], ibuf[BUF];

static int die(const char *what) { fprintf(stderr, "zvm: %s: %s\n", what, strerror(errno)); return 255; }

static int write_all(int fd, const unsigned char *p, size_t n) {
	while (n) {
		ssize_t w = write(fd, p, n);
		if (w < 0 && errno == EINTR) continue;
		if (w < 0 && errno == EAGAIN) { struct pollfd q = { fd, POLLOUT, 0 }; poll(&q, 1, -1); continue; }
		if (w < 0) return -1;
		p += w; n -= (size_t)w;
	}
	return 0;
}

static void frame(int s, char type, const void *p, size_t n) {
	unsigned char h[ZVM_HDR];
	zvm_hdr(h, type, (uint32_t)n);
	if (send(s, h, ZVM_HDR, MSG_MORE | MSG_NOSIGNAL) < 0 || (n && send(s, p, n, MSG_MORE | MSG_NOSIGNAL) < 0)) exit(die("send"));
}

int main(int argc, char **argv) {
	const char *name = getenv("ZVM"), *run = getenv("ZVM_RUN"), *base = strrchr(argv[0], '/');
	char path[512], ip[64], ns[256] = "";
	int port;
	if (base) snprintf(path, sizeof path, "%.*s/../addr", (int)(base - argv[0]), argv[0]);
	else if (run && name) snprintf(path, sizeof path, "%s/%s/addr", run, name);
	else { fprintf(stderr, "zvm: call me by my path below a guest's folder, or set ZVM_RUN and ZVM\n"); return 255; }
	base = base ? base + 1 : argv[0];
	FILE *f = fopen(path, "r");
	if (!f || fscanf(f, "%63s %d %255s", ip, &port, ns) < 2) return die(path);
	fclose(f);
	if (*ns) {
		int nsfd = open(ns, O_RDONLY | O_CLOEXEC);
		if (nsfd < 0 || setns(nsfd, CLONE_NEWNET)) return die(ns);
	}
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = inet_addr(ip), .sin_port = htons(port) };
	int one = 1, i = 1, nostdin = 0, s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	signal(SIGPIPE, SIG_IGN);
	if (connect(s, (struct sockaddr *)&a, sizeof a)) return die("cannot reach the guest");
	setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (strcmp(base, "zvm") != 0) frame(s, 'A', base, strlen(base) + 1);
	else for (; i < argc && argv[i][0] == '-'; i++) {
		if (!strcmp(argv[i], "-n")) nostdin = 1;
		else if (!strcmp(argv[i], "-u") && i + 1 < argc) {
			char u[64]; char *c = strchr(argv[++i], ':');
			snprintf(u, sizeof u, c ? "%s" : "%s:%s", argv[i], argv[i]);
			frame(s, 'U', u, strlen(u));
		} else if (!strcmp(argv[i], "-e") && i + 1 < argc) { i++; frame(s, 'V', argv[i], strlen(argv[i])); }
		else { fprintf(stderr, "usage: zvm [-n] [-u uid[:gid]] [-e NAME=VALUE]... COMMAND [ARG]...\n"); return 255; }
	}
	for (; i < argc; i++) frame(s, 'A', argv[i], strlen(argv[i]) + 1);
	unsigned char h[ZVM_HDR];
	zvm_hdr(h, 'G', 0);
	if (send(s, h, ZVM_HDR, MSG_NOSIGNAL) < 0) return die("send");
	fcntl(s, F_SETFL, O_NONBLOCK);

	int in = nostdin ? -1 : 0, outs[2] = { 1, 2 };
	size_t olen = 0, ooff = 0, ihave = 0;
	uint32_t left = 0;
	unsigned char ih[ZVM_HDR];
	if (nostdin) { zvm_hdr(obuf, 'E', 0); olen = ZVM_HDR; }
	for (;;) {
		struct pollfd p[2] = { { s, (short)(POLLIN | (olen > ooff ? POLLOUT : 0)), 0 }, { olen > ooff ? -1 : in, POLLIN, 0 } };
		if (poll(p, 2, -1) < 0) { if (errno == EINTR) continue; return die("poll"); }
		if (p[1].revents) {
			ssize_t r = read(in, obuf + ZVM_HDR, BUF);
			if (r > 0) { zvm_hdr(obuf, 'I', (uint32_t)r); olen = ZVM_HDR + (size_t)r; }
			else if (r == 0 || (errno != EINTR && errno != EAGAIN)) { in = -1; zvm_hdr(obuf, 'E', 0); olen = ZVM_HDR; }
			ooff = 0;
		}
		if (olen > ooff) {
			ssize_t w = send(s, obuf + ooff, olen - ooff, MSG_NOSIGNAL);
			if (w > 0) ooff += (size_t)w;
			else if (w < 0 && errno != EAGAIN && errno != EINTR) { olen = ooff = 0; in = -1; }
		}
		if (!(p[0].revents & (POLLIN | POLLHUP | POLLERR))) continue;
		ssize_t r = recv(s, ibuf, sizeof ibuf, 0);
		if (r < 0 && (errno == EAGAIN || errno == EINTR)) continue;
		if (r < 0) return die("receive");
		if (r == 0) { errno = ECONNRESET; return die("the guest closed the connection"); }
		for (unsigned char *q = ibuf, *e = ibuf + r; q < e; ) {
			if (!left) {
				ih[ihave++] = *q++;
				if (ihave == ZVM_HDR) { ihave = 0; left = zvm_len(ih); }
				continue;
			}
			size_t n = (size_t)(e - q) < left ? (size_t)(e - q) : left;
			if (ih[0] == 'X') return *q;
			int k = ih[0] == 'R';
			/* our reader is gone: end as a local command would */
			if (write_all(outs[k], q, n)) { signal(SIGPIPE, SIG_DFL); raise(SIGPIPE); return 255; }
			q += n; left -= (uint32_t)n;
		}
	}
}
