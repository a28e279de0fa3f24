/* python.exe and pythonw.exe (GUI): hand everything to the python311.dll that lies beside them. */
#include <windows.h>

static int run(int count, wchar_t **words)
{
    wchar_t path[MAX_PATH];
    int (*python_main)(int, wchar_t **);
    HMODULE library;

    GetModuleFileNameW(NULL, path, MAX_PATH);
    wcscpy(wcsrchr(path, L'\\') + 1, L"python311.dll");
    library = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!library)
        return 103;
    python_main = (void *)GetProcAddress(library, "Py_Main");
    return python_main(count, words);
}

#ifdef GUI
int WINAPI wWinMain(HINSTANCE a, HINSTANCE b, PWSTR c, int d)
{
    int count = 0;
    LPWSTR *words = CommandLineToArgvW(GetCommandLineW(), &count);
    return run(count, words);
}
#else
int wmain(int count, wchar_t **words) { return run(count, words); }
#endif
