/* What an environment has for its python.exe and pythonw.exe (GUI): starts the Python that pyvenv.cfg names as home. */
#include <windows.h>
#include <stdio.h>

#ifdef GUI
#define EXE L"pythonw.exe"
#else
#define EXE L"python.exe"
#endif

static void home_of(const wchar_t *settings, wchar_t *home)
{
    wchar_t line[1024];
    FILE *file = _wfopen(settings, L"r, ccs=UTF-8");
    home[0] = 0;
    while (file && fgetws(line, 1024, file)) {
        wchar_t *told = wcschr(line, L'=');
        if (wcsncmp(line, L"home", 4) || !told)
            continue;
        for (told++; *told == L' '; told++)
            ;
        wcscpy(home, told);
        home[wcscspn(home, L"\r\n")] = 0;
    }
    if (file)
        fclose(file);
}

static int run(void)
{
    wchar_t me[MAX_PATH], place[MAX_PATH], home[MAX_PATH], exe[2 * MAX_PATH];
    STARTUPINFOW start = {sizeof start};
    PROCESS_INFORMATION made;
    DWORD code = 0;

    GetModuleFileNameW(NULL, me, MAX_PATH);
    SetEnvironmentVariableW(L"__PYVENV_LAUNCHER__", me);
    wcscpy(place, me);
    *wcsrchr(place, L'\\') = 0;
    wcscpy(wcsrchr(place, L'\\') + 1, L"pyvenv.cfg");
    home_of(place, home);
    wcscat(wcscpy(exe, home), L"\\" EXE);
    GetStartupInfoW(&start);
    if (!CreateProcessW(exe, GetCommandLineW(), NULL, NULL, TRUE, 0, NULL, NULL, &start, &made))
        return 101;
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
    return code;
}

#ifdef GUI
int WINAPI wWinMain(HINSTANCE a, HINSTANCE b, PWSTR c, int d) { return run(); }
#else
int wmain(void) { return run(); }
#endif
