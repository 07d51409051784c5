/* Wine 8 has no bcryptprimitives.dll, which every program of Go 1.24 and later asks for its
   random numbers: without it none starts. Wine 10 brings the library along. */
#include <windows.h>

BOOLEAN WINAPI SystemFunction036(PVOID, ULONG); /* RtlGenRandom, of advapi32 */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) { return SystemFunction036(data, length); }
