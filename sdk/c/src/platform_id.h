/* What a system says of the machine that has no file for it. */
#ifndef AG_PLATFORM_ID_H
#define AG_PLATFORM_ID_H

#include "base.h"

/* NO_TEXT: nothing. */
text platform_id(run *);

#endif
