/* A stand-in for the part of CoreServices that knows who may control an app, with the structures
   of Apple's AEDataModel.h.  Beside it lies its file of answers, with lines: bundle id, number,
   seconds to wait. */

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#pragma pack(push, 2)
typedef struct {
  uint32_t descriptorType;
  void *dataHandle;
} AEDesc;
#pragma pack(pop)

int16_t AECreateDesc(uint32_t type, const void *data, long size, AEDesc *result) {
  if (type != 0x62756e64 || size <= 0) return -50; /* 'bund', paramErr */
  result->descriptorType = type;
  result->dataHandle = strndup(data, size);
  return 0;
}

int16_t AEDisposeDesc(AEDesc *desc) {
  free(desc->dataHandle);
  return 0;
}

int32_t AEDeterminePermissionToAutomateTarget(const AEDesc *target, uint32_t class, uint32_t event,
                                              unsigned char ask) {
  char path[4096], bundle[200];
  int number, seconds;
  FILE *answers;
  Dl_info here;
  if (!dladdr((void *)AECreateDesc, &here)) return -50;
  snprintf(path, sizeof path, "%s.answers", here.dli_fname);
  answers = fopen(path, "r");
  if (!answers || target->descriptorType != 0x62756e64) return -50;
  if (class != 0x2a2a2a2a || event != 0x2a2a2a2a || ask) return -50; /* '****', and no dialog */
  while (fscanf(answers, "%199s %d %d", bundle, &number, &seconds) == 3)
    if (!strcmp(bundle, (char *)target->dataHandle)) {
      sleep(seconds);
      return number;
    }
  return -600; /* procNotFound */
}
