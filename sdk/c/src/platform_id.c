/* What it says is read by the table of tests/vectors/machine-ids.json. */
#include "platform_id.h"

#ifdef __APPLE__
#include <CoreFoundation/CoreFoundation.h>
#include <IOKit/IOKitLib.h>

/* IOPlatformUUID, which `ioreg` prints, from the kernel itself. Written, and not run on a Mac. */
text platform_id(run *run) {
  char said[64] = "";
  io_service_t expert = IOServiceGetMatchingService(0, IOServiceMatching("IOPlatformExpertDevice"));
  CFTypeRef found =
      expert == 0 ? NULL : IORegistryEntryCreateCFProperty(expert, CFSTR("IOPlatformUUID"), kCFAllocatorDefault, 0);
  if (found != NULL && CFGetTypeID(found) == CFStringGetTypeID() &&
      !CFStringGetCString((CFStringRef)found, said, sizeof said, kCFStringEncodingUTF8))
    said[0] = '\0';
  if (found != NULL) CFRelease(found);
  if (expert != 0) IOObjectRelease(expert);
  return copy(run, word(said));
}
#elif defined(_WIN32)
#include <windows.h>

/* MachineGuid of the registry, as 64-bit programs see it. Written, and not run on Windows. */
text platform_id(run *run) {
  char said[512] = "";
  DWORD length = sizeof said, what = RRF_RT_REG_SZ | RRF_SUBKEY_WOW6464KEY;
  LSTATUS status =
      RegGetValueA(HKEY_LOCAL_MACHINE, "SOFTWARE\\Microsoft\\Cryptography", "MachineGuid", what, NULL, said, &length);
  return status == ERROR_SUCCESS ? copy(run, word(said)) : NO_TEXT;
}
#else
text platform_id(run *run) {
  (void)run;
  return NO_TEXT;
}
#endif
