/* SPDX-License-Identifier: MIT */
/*
 * May a licensed product run on this machine? Reads what Activation Desk stores, by docs/formats/gate-v1.md.
 * Nothing here prints, exits, opens a socket or writes, but for ag_report_usage. Every function may be called by any
 * number of threads at once, with the same gate.
 */
#ifndef ACTIVATION_GATE_H
#define ACTIVATION_GATE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define AG_VERSION "0.1.0"

#if defined(__GNUC__)
#define AG_API __attribute__((visibility("default")))
#else
#define AG_API
#endif

typedef struct ag_gate ag_gate;
typedef struct ag_answer ag_answer;
typedef struct ag_watch ag_watch;

/* As the command exits. */
typedef enum { AG_MAY_RUN = 0, AG_MAY_NOT = 1, AG_COULD_NOT_TELL = 2 } ag_verdict;

/*
 * profile: the vendor profile as JSON, compiled into the product: it holds the public keys. data_folder: NULL, or
 * nothing, for the machine-wide one. NULL: there is no memory. A profile that is none is said by every answer (profile_invalid).
 */
AG_API ag_gate *ag_open(const char *profile, const char *data_folder);
AG_API void ag_close(ag_gate *gate);

/*
 * product: UTF-8. built: the day in UTC on which the asking version was built, "2026-12-31", or a moment with Z; feature:
 * what a license that lets run has to have. NULL: not asked. Verified anew from the files each time. Free the answer. It
 * is never NULL; of NULL in the place of an answer each function says what it says of one for which there was no memory.
 */
AG_API ag_answer *ag_check(const ag_gate *gate, const char *product, const char *built, const char *feature);
AG_API void ag_answer_free(ag_answer *answer);

/* A verdict is 0 where the product may run: compare it, or ask ag_is_allowed. Of NULL it is AG_COULD_NOT_TELL. A variable of
   yours that waits for its first verdict begins as that, never as 0. */
AG_API ag_verdict ag_verdict_of(const ag_answer *answer);
/* 1: the product may run. 0: it may not, or that could not be told. */
AG_API int ag_is_allowed(const ag_answer *answer);
/* Of the license that decides, or "not_licensed"; NULL where it could not tell. */
AG_API const char *ag_status(const ag_answer *answer);
/* Why it may not run; where it could not tell, the code of what stood in the way. NULL: it may run. */
AG_API const char *ag_reason(const ag_answer *answer);
/* Where it could not tell: the place, and what is the matter with it; else, or where there is none, NULL. */
AG_API const char *ag_error_path(const ag_answer *answer);
AG_API const char *ag_error_cause(const ag_answer *answer);
/* 1, and the number; 0: there is none. Times are milliseconds since 1970 in UTC. */
AG_API int ag_limit(const ag_answer *answer, int64_t *limit);
AG_API int ag_usage(const ag_answer *answer, int64_t *usage);
AG_API int ag_until(const ag_answer *answer, int64_t *time);
AG_API int ag_days_left(const ag_answer *answer, int64_t *days);
AG_API int ag_maintenance_until(const ag_answer *answer, int64_t *time);
AG_API size_t ag_feature_count(const ag_answer *answer);
AG_API const char *ag_feature(const ag_answer *answer, size_t index); /* Ends at U+0000, if there is one in it: ag_json has it whole. */
/* Of a test vendor: says nothing of a real license. */
AG_API int ag_is_test(const ag_answer *answer);
/* One line, as `check --json` prints it, without its end. */
AG_API const char *ag_json(const ag_answer *answer);
/* One sentence in English: the verdict, why, until when, and what to do. */
AG_API const char *ag_sentence(const ag_answer *answer);

/*
 * Writes usage/<product>.json whole, as docs/formats/usage-report.md has it. 0, or an errno: EINVAL where the product's
 * code has no such file or the number is below 0 or above 2^53 - 1.
 */
AG_API int ag_report_usage(const ag_gate *gate, const char *product, int64_t usage);

/*
 * Asks every `seconds`, of 1 to a day, on a thread of its own, and calls back with the first answer and with each that differs from the
 * one before. The answer is the callback's only while it runs. NULL: no thread could be started. ag_watch_stop waits for a
 * callback that runs; called by that itself, it does not wait, and no other follows. The watch is gone then: it is stopped
 * once, and the gate is closed after it. A child of fork stops none of before, which waits for ever: it starts its own. A
 * callback in C++ throws nothing.
 */
typedef void (*ag_listener)(const ag_answer *answer, void *context);
AG_API ag_watch *ag_watch_start(const ag_gate *gate, ag_listener listener, void *context, const char *product, const char *built,
                                const char *feature, unsigned seconds);
AG_API void ag_watch_stop(ag_watch *watch);

#ifdef __cplusplus
}
#endif
#endif
