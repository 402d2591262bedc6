/*
 * A bad line between two network namespaces: a TUN device in each, and what happens to packets on the way.
 *
 *   link CLIENT TARGET DELAY_US LOSS RATE BURST SEED
 *
 * CLIENT and TARGET are namespace files. A packet is delayed by DELAY_US in each direction and lost with the chance LOSS
 * (0 to 1), independently of the others. Towards the target a token bucket lets through RATE packets a second (0: all),
 * BURST of them at once. Prints `ready` when both devices, named `link`, exist. Runs until standard input ends, and so no
 * longer than whoever started it; then prints what became of the packets of each direction as one line of JSON.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* While packets are under way the link looks after them this often: thousands of packets need no thousands of wake-ups. */
#define TICK_NS 200000
/* More than this under way in one direction (some 1.5 s of 150,000 packets/s) is not a line any more. */
#define MAX_QUEUED 250000

struct packet {
	struct packet *next;
	uint64_t due;
	ssize_t length;
	char data[];
};

struct direction {
	const char *name;
	int from, to;
	double rate, burst, tokens;
	uint64_t refilled, random;
	struct packet *first, *last;
	long queued, received, delivered, lost, policed, overflowed, refused, early;
};

static uint64_t delay, loss;

static uint64_t now(void) {
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* xorshift64* of S. Vigna, An experimental exploration of Marsaglia's xorshift generators, scrambled, 2016. */
static uint64_t next_random(uint64_t *state) {
	*state ^= *state >> 12, *state ^= *state << 25, *state ^= *state >> 27;
	return *state * 0x2545F4914F6CDD1D;
}

static int has_token(struct direction *way, uint64_t time) {
	if (way->rate == 0) return 1;
	way->tokens += way->rate * (double)(time - way->refilled) / 1e9;
	if (way->tokens > way->burst) way->tokens = way->burst;
	way->refilled = time;
	if (way->tokens < 1) return 0;
	way->tokens -= 1;
	return 1;
}

static void receive(struct direction *way) {
	static char data[65536];
	uint64_t time = now();
	ssize_t length;

	while ((length = read(way->from, data, sizeof data)) > 0) {
		way->received++;
		if (!has_token(way, time)) way->policed++;
		else if (next_random(&way->random) >> 1 < loss) way->lost++;
		else if (way->queued == MAX_QUEUED) way->overflowed++;
		else {
			struct packet *packet = malloc(sizeof *packet + (size_t)length);
			if (packet == NULL) err(1, "packet");
			packet->next = NULL, packet->due = time + delay, packet->length = length;
			memcpy(packet->data, data, (size_t)length);
			if (way->last == NULL) way->first = packet;
			else way->last->next = packet;
			way->last = packet, way->queued++;
		}
	}
}

static void deliver(struct direction *way) {
	uint64_t time = now();

	while (way->first != NULL && way->first->due <= time) {
		struct packet *packet = way->first;
		if (write(way->to, packet->data, (size_t)packet->length) == packet->length) way->delivered++;
		/* The first device that is set up speaks before the other one is. */
		else if (errno == EIO) way->early++;
		else way->refused++;
		way->first = packet->next, way->queued--;
		if (way->first == NULL) way->last = NULL;
		free(packet);
	}
}

static int open_device(const char *namespace) {
	struct ifreq request = {.ifr_name = "link", .ifr_flags = IFF_TUN | IFF_NO_PI};
	int file = open(namespace, O_RDONLY | O_CLOEXEC);
	if (file < 0 || setns(file, CLONE_NEWNET) < 0) err(1, "%s", namespace);
	close(file);
	int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (device < 0 || ioctl(device, TUNSETIFF, &request) < 0) err(1, "/dev/net/tun");
	return device;
}

static void report(const struct direction *way, const char *end) {
	printf("\"%s\":{\"received\":%ld,\"delivered\":%ld,\"lost\":%ld,\"policed\":%ld,\"overflowed\":%ld,\"refused\":%ld,"
		"\"early\":%ld,\"underWay\":%ld}%s",
		way->name, way->received, way->delivered, way->lost, way->policed, way->overflowed, way->refused, way->early,
		way->queued, end);
}

int main(int count, char **arguments) {
	if (count != 8) errx(2, "usage: link CLIENT TARGET DELAY_US LOSS RATE BURST SEED");
	int client = open_device(arguments[1]), target = open_device(arguments[2]);
	delay = strtoull(arguments[3], NULL, 10) * 1000;
	loss = (uint64_t)(strtod(arguments[4], NULL) * 0x1p63);
	uint64_t seed = strtoull(arguments[7], NULL, 10);
	struct direction there = {.name = "toTarget", .from = client, .to = target, .refilled = now()};
	struct direction back = {.name = "toClient", .from = target, .to = client};
	there.rate = strtod(arguments[5], NULL), there.tokens = there.burst = strtod(arguments[6], NULL);
	/* Any state but 0 will do; two that have nothing in common, whatever the seed. */
	there.random = seed * 0x9E3779B97F4A7C15 + 0x6A09E667F3BCC909, back.random = seed * 0xD1B54A32D192ED03 + 0xBB67AE8584CAA73B;

	/* The scanner shares the processors: a late link would be a longer line. */
	struct sched_param first_of_all = {.sched_priority = 1};
	sched_setscheduler(0, SCHED_FIFO, &first_of_all);
	/* Ctrl+C is for whoever started it. */
	signal(SIGINT, SIG_IGN);
	puts("ready"), fflush(stdout);

	struct pollfd files[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {client, POLLIN, 0}, {target, POLLIN, 0}};
	while (files[0].revents == 0) {
		int busy = there.first != NULL || back.first != NULL;
		struct timespec tick = {0, TICK_NS};
		if (ppoll(files, busy ? 1 : 3, busy ? &tick : NULL, NULL) < 0) err(1, "poll");
		receive(&there), receive(&back);
		deliver(&there), deliver(&back);
	}
	printf("{"), report(&there, ","), report(&back, "}\n");
	return 0;
}
