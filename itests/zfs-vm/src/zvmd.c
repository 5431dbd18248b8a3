// SPDX-License-Identifier: Apache-2.0
/* zvmd: the guest's command agent, also usable as PID 1.  One forked worker per TCP connection.
 * It trusts whoever can reach it: bind the host side of the forward to 127.0.0.1 only. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/random.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "zvm.h"

#define MAXARGS 1024
#define CHUNK (1 << 20)

static int readn(int fd, void *p, size_t n) {
	while (n) {
		ssize_t r = read(fd, p, n);
		if (r < 0 && errno == EINTR) continue;
		if (r <= 0) return -1;
		p = (char *)p + r; n -= (size_t)r;
	}
	return 0;
}

static int ready(int fd, short ev) {
	struct pollfd p = { fd, ev, 0 };
	return poll(&p, 1, 0) > 0;
}

static void nonblock(int fd) { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }

static void send_all(int s, const void *p, size_t n) {
	while (n) {
		ssize_t w = send(s, p, n, MSG_NOSIGNAL);
		if (w < 0 && errno == EAGAIN) { struct pollfd q = { s, POLLOUT, 0 }; poll(&q, 1, -1); continue; }
		if (w < 0 && errno == EINTR) continue;
		if (w <= 0) return;
		p = (const char *)p + w; n -= (size_t)w;
	}
}

static void finish(int s, int status) {
	unsigned char b[ZVM_HDR + 1];
	char sink[65536];
	zvm_hdr(b, 'X', 1);
	b[ZVM_HDR] = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	send_all(s, b, sizeof b);
	shutdown(s, SHUT_WR);
	/* Closing with unread input would reset the connection and could lose the 'X'. */
	for (;;) {
		struct pollfd q = { s, POLLIN, 0 };
		if (poll(&q, 1, 10000) <= 0 || recv(s, sink, sizeof sink, 0) <= 0) break;
	}
	_exit(0);
}

static void serve(int s) {
	static char req[ZVM_MAXREQ + 1];
	static char *argv[MAXARGS + 1];
	unsigned char h[ZVM_HDR];
	int in[2], out[2], err[2], argc = 0, one = 1;
	long uid = -1, gid = -1;

	signal(SIGCHLD, SIG_DFL);
	setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	for (;;) {
		if (readn(s, h, ZVM_HDR)) _exit(1);
		uint32_t n = zvm_len(h);
		if (n > ZVM_MAXREQ || readn(s, req, n)) _exit(1);
		req[n] = 0;
		if (h[0] == 'G') break;
		if (h[0] == 'A') {
			char *keep = malloc(n + 1), *p = keep;
			memcpy(keep, req, n + 1);
			for (; p < keep + n && argc < MAXARGS; p += strlen(p) + 1) argv[argc++] = p;
		} else if (h[0] == 'V') putenv(strdup(req));
		else if (h[0] == 'U') { if (sscanf(req, "%ld:%ld", &uid, &gid) != 2) _exit(1); }
		else _exit(1);
	}
	if (!argc || pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC)) _exit(1);
	fcntl(in[1], F_SETPIPE_SZ, CHUNK);
	fcntl(out[1], F_SETPIPE_SZ, CHUNK);
	pid_t pid = fork();
	if (pid < 0) _exit(1);
	if (pid == 0) {
		setsid();
		dup2(in[0], 0); dup2(out[1], 1); dup2(err[1], 2);
		if (uid >= 0 && (setgroups(0, NULL) || setgid((gid_t)gid) || setuid((uid_t)uid))) _exit(126);
		signal(SIGPIPE, SIG_DFL);
		execvp(argv[0], argv);
		dprintf(2, "zvmd: %s: %s\n", argv[0], strerror(errno));
		_exit(errno == ENOENT ? 127 : 126);
	}
	close(in[0]); close(out[1]); close(err[1]);
	nonblock(s); nonblock(in[1]); nonblock(out[0]); nonblock(err[0]);

	int stdin_fd = in[1], src[2] = { out[0], err[0] };	/* -1 once ended */
	unsigned char ih[ZVM_HDR], oh[ZVM_HDR];
	size_t ihave = 0, ohave = ZVM_HDR;	/* header bytes received / already sent */
	uint32_t ileft = 0, oleft = 0;		/* payload bytes of the frames in progress */
	int itype = 0, osrc = -1, terminated = 0;
	static char junk[65536];

	while (src[0] >= 0 || src[1] >= 0 || ohave < ZVM_HDR || oleft) {
		struct pollfd p[4];
		int n = 0, isock = -1, wr = ohave < ZVM_HDR || oleft;
		short sev = wr ? POLLOUT : 0;
		int stalled = ileft && itype == 'I' && stdin_fd >= 0 && !ready(stdin_fd, POLLOUT);
		if (!terminated && !stalled) sev |= POLLIN;
		if (sev) { p[n] = (struct pollfd){ s, sev, 0 }; isock = n++; }
		if (stalled) p[n++] = (struct pollfd){ stdin_fd, POLLOUT, 0 };
		if (!wr) for (int i = 0; i < 2; i++) if (src[i] >= 0) p[n++] = (struct pollfd){ src[i], POLLIN, 0 };
		if (poll(p, (nfds_t)n, -1) < 0 && errno != EINTR) _exit(1);

		/* input */
		if (!terminated && !stalled && isock >= 0 && (p[isock].revents & (POLLIN | POLLHUP | POLLERR))) {
			ssize_t r;
			if (!ileft && ihave < ZVM_HDR) {
				r = recv(s, ih + ihave, ZVM_HDR - ihave, 0);
				if (r > 0 && (ihave += (size_t)r) == ZVM_HDR) {
					itype = ih[0]; ileft = zvm_len(ih); ihave = 0;
					if (itype == 'E' && stdin_fd >= 0) { close(stdin_fd); stdin_fd = -1; }
				}
			} else if (itype == 'I' && stdin_fd >= 0) {
				r = splice(s, NULL, stdin_fd, NULL, ileft, SPLICE_F_NONBLOCK | SPLICE_F_MOVE);
				if (r > 0) ileft -= (uint32_t)r;
				else if (r < 0 && errno == EPIPE) { close(stdin_fd); stdin_fd = -1; r = 1; }
			} else {
				r = recv(s, junk, ileft < sizeof junk ? ileft : sizeof junk, 0);
				if (r > 0) { ileft -= (uint32_t)r; if (itype == 'K') kill(-pid, junk[0]); }
			}
			if (r == 0 || (r < 0 && errno != EAGAIN && errno != EINTR)) {
				terminated = 1;
				if (stdin_fd >= 0) { close(stdin_fd); stdin_fd = -1; }
				kill(-pid, SIGTERM);
			}
		}
		/* output: header, then the very bytes FIONREAD promised, straight from pipe to socket */
		if (ohave == ZVM_HDR && !oleft) for (int i = 0; i < 2; i++) {
			int avail = 0;
			if (src[i] < 0) continue;
			ioctl(src[i], FIONREAD, &avail);
			if (avail > 0) {
				osrc = i; oleft = avail > CHUNK ? CHUNK : (uint32_t)avail; ohave = 0;
				zvm_hdr(oh, i ? 'R' : 'O', oleft);
				break;
			}
			if (ready(src[i], POLLIN)) {	/* hang-up shows as readiness; recheck for a late byte */
				ioctl(src[i], FIONREAD, &avail);
				struct pollfd q = { src[i], POLLIN, 0 };
				if (avail == 0 && poll(&q, 1, 0) > 0 && !(q.revents & POLLIN)) { close(src[i]); src[i] = -1; }
			}
		}
		if (terminated) {	/* nobody listens: drop the output so that the command can end */
			ohave = ZVM_HDR;
			if (oleft) { oleft = 0; }
			for (int i = 0; i < 2; i++) if (src[i] >= 0) while (read(src[i], junk, sizeof junk) > 0) ;
			continue;
		}
		if (ohave < ZVM_HDR) {
			ssize_t w = send(s, oh + ohave, ZVM_HDR - ohave, MSG_MORE | MSG_NOSIGNAL);
			if (w > 0) ohave += (size_t)w;
		}
		if (ohave == ZVM_HDR && oleft) {
			ssize_t w = splice(src[osrc], NULL, s, NULL, oleft, SPLICE_F_NONBLOCK | SPLICE_F_MOVE);
			if (w > 0) oleft -= (uint32_t)w;
			else if (w < 0 && errno == EPIPE) { terminated = 1; kill(-pid, SIGTERM); }
		}
	}
	int status;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) ;
	finish(s, status);
}

/* "zvmd reseed" < 64 random bytes: credit them to the kernel's generator and use them from now on. */
static int reseed(void) {
	struct { struct rand_pool_info i; unsigned char b[64]; } r;
	int fd = open("/dev/urandom", O_RDWR);
	r.i.entropy_count = 512; r.i.buf_size = sizeof r.b;
	if (fd < 0 || readn(0, r.i.buf, sizeof r.b) || ioctl(fd, RNDADDENTROPY, &r) || ioctl(fd, RNDRESEEDCRNG)) {
		perror("zvmd: reseed");
		return 1;
	}
	return 0;
}

int main(int argc, char **argv) {
	if (argc > 1 && !strcmp(argv[1], "reseed")) return reseed();
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 7900) };
	int one = 1, l = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(l, (struct sockaddr *)&a, sizeof a) || listen(l, 128)) { perror("zvmd: bind"); return 1; }
	signal(SIGCHLD, SIG_IGN);	/* as PID 1: orphans vanish by themselves */
	signal(SIGPIPE, SIG_IGN);
	printf("zvmd: ready\n"); fflush(stdout);
	for (;;) {
		int s = accept4(l, NULL, NULL, SOCK_CLOEXEC);
		if (s < 0) continue;
		pid_t p = fork();
		if (p == 0) { close(l); serve(s); }
		close(s);
	}
}
