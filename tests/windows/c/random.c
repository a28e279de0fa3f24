/* bcryptprimitives.dll, which Wine 8 lacks: pydantic's and uharfbuzz's libraries take random bytes from it. */
#include <windows.h>
#include <ntsecapi.h>

BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) { return RtlGenRandom(bytes, (ULONG)count); }
