/* Stands for Excel: asks for our class by its name and calls it as VBA does, late bound and by reference.

   excel.exe calls              each shape of a worksheet function's call
   excel.exe press COMMAND...   buttons, with a stand-in for the workbook that counts who holds it and what it is asked;
                                it knows its name and no other, or with "refuse" each name, and fails
   excel.exe lost FILE          a call, then one with the same object after FILE is there: the server was ended
   One line each: name, a tab, the answer. */
#include <windows.h>
#include <oleauto.h>
#include <stdio.h>

#define VERSION_MAX 32
static wchar_t version[VERSION_MAX];

static VARIANT text(const wchar_t *s) { VARIANT v; VariantInit(&v); v.vt = VT_BSTR; v.bstrVal = SysAllocString(s); return v; }
static VARIANT number(double d) { VARIANT v; VariantInit(&v); v.vt = VT_R8; v.dblVal = d; return v; }
static VARIANT truth(int b) { VARIANT v; VariantInit(&v); v.vt = VT_BOOL; v.boolVal = b ? VARIANT_TRUE : VARIANT_FALSE; return v; }
static VARIANT error(long code) { VARIANT v; VariantInit(&v); v.vt = VT_ERROR; v.scode = code; return v; }
static VARIANT blank(void) { VARIANT v; VariantInit(&v); return v; }

static VARIANT row(int count, VARIANT *cells)
{
    SAFEARRAY *made = SafeArrayCreateVector(VT_VARIANT, 0, count);
    VARIANT v;
    LONG i;
    for (i = 0; i < count; i++)
        SafeArrayPutElement(made, &i, &cells[i]);
    v.vt = VT_ARRAY | VT_VARIANT;
    v.parray = made;
    return v;
}

/* As Range.Value2 gives a column: two dimensions that begin at 1. */
static VARIANT column(int count, VARIANT first, VARIANT other)
{
    SAFEARRAYBOUND bounds[2] = {{count, 1}, {1, 1}};
    SAFEARRAY *made = SafeArrayCreate(VT_VARIANT, 2, bounds);
    VARIANT v;
    LONG at[2] = {1, 1};
    for (; at[0] <= count; at[0]++)
        SafeArrayPutElement(made, at, at[0] == 1 ? &first : &other);
    v.vt = VT_ARRAY | VT_VARIANT;
    v.parray = made;
    return v;
}

static void show(const VARIANT *v)
{
    switch (v->vt) {
    case VT_BSTR: printf("%.*S", 200, v->bstrVal ? v->bstrVal : L""); break;
    case VT_R8: printf("%g", v->dblVal); break;
    case VT_BOOL: printf(v->boolVal ? "TRUE" : "FALSE"); break;
    case VT_EMPTY: printf("(empty)"); break;
    default: printf("(type %d)", v->vt);
    }
}

/* A text in UTF-8, so that the mark before an error can be seen. */
static void utf8(const VARIANT *v)
{
    char bytes[4000];
    if (v->vt != VT_BSTR) {
        show(v);
        return;
    }
    WideCharToMultiByte(CP_UTF8, 0, v->bstrVal ? v->bstrVal : L"", -1, bytes, sizeof bytes, NULL, NULL);
    for (char *c = bytes; *c; c++)
        if (*c == '\n' || *c == '\r' || *c == '\t' || *c == '\f')
            *c = ' ';
    printf("%.600s", bytes);
}

static void tell(const char *name, HRESULT hr, VARIANT *answer)
{
    printf("%s\t", name);
    if (FAILED(hr)) {
        printf("! %08lx\n", (unsigned long)hr);
    } else if (answer->vt & VT_ARRAY) {
        SAFEARRAY *a = answer->parray;
        LONG at[2], top, end;
        VARIANT cell;
        SafeArrayGetLBound(a, 1, &at[0]);
        SafeArrayGetUBound(a, 1, &top);
        if (a->cDims == 1) {
            printf("[%ld] ", top - at[0] + 1);
            for (; at[0] <= top; at[0]++) {
                VariantInit(&cell);
                SafeArrayGetElement(a, at, &cell);
                utf8(&cell);
                printf("|");
            }
        } else {
            SafeArrayGetLBound(a, 2, &at[1]);
            SafeArrayGetUBound(a, 2, &end);
            printf("[%ld x %ld] ", top - at[0] + 1, end - at[1] + 1);
            for (int shown = 0; at[0] <= top && shown < 3; at[0]++, shown++) {
                VariantInit(&cell);
                SafeArrayGetElement(a, at, &cell);
                utf8(&cell);
                printf("|");
            }
        }
        printf("\n");
    } else {
        utf8(answer);
        printf("\n");
    }
    fflush(stdout);
}

static HRESULT made(IDispatch **desk)
{
    CLSID id;
    HRESULT hr = CLSIDFromProgID(L"ImportDesk.Server", &id);
    *desk = NULL;
    return FAILED(hr) ? hr : CoCreateInstance(&id, NULL, CLSCTX_LOCAL_SERVER, &IID_IDispatch, (void **)desk);
}

/* desk.Ask(entry, arguments, book), every argument by reference. */
static HRESULT ask(IDispatch *desk, const wchar_t *entry, VARIANT arguments, IDispatch *book, VARIANT *answer)
{
    DISPID id;
    LPOLESTR name = L"Ask";
    BSTR word = SysAllocString(entry);
    VARIANT given[3];
    DISPPARAMS call = {given, NULL, 3, 0};
    EXCEPINFO more;
    UINT bad;
    HRESULT hr = desk->lpVtbl->GetIDsOfNames(desk, &IID_NULL, &name, 1, LOCALE_USER_DEFAULT, &id);
    if (FAILED(hr))
        return hr;
    given[2].vt = VT_BYREF | VT_BSTR;
    given[2].pbstrVal = &word;
    given[1].vt = VT_BYREF | VT_VARIANT;
    given[1].pvarVal = &arguments;
    given[0].vt = VT_BYREF | VT_DISPATCH;
    given[0].ppdispVal = &book;
    memset(&more, 0, sizeof more);
    VariantInit(answer);
    return desk->lpVtbl->Invoke(desk, id, &IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_METHOD | DISPATCH_PROPERTYGET, &call, answer, &more, &bad);
}

static HRESULT cell(IDispatch *desk, const wchar_t *function, VARIANT arguments, VARIANT *answer)
{
    VARIANT parts[3] = {text(function), arguments, text(L"1900|[Book1.xlsx]Sheet1!$A$1")};
    return ask(desk, L"cells", row(3, parts), NULL, answer);
}

static double now(void) { LARGE_INTEGER c, f; QueryPerformanceCounter(&c); QueryPerformanceFrequency(&f); return (double)c.QuadPart / f.QuadPart; }

static int calls(IDispatch *desk)
{
    const double shipped = 46296; /* 1-Oct-2026 */
    VARIANT answer, one[2], many[1];
    LPOLESTR others[] = {L"CallUDF", L"Exec", L"Eval", L"Module", L"__class__"};
    DISPID id;
    double began;

    one[0] = number(shipped);
    tell("scalar", cell(desk, L"REGIME", row(1, one), &answer), &answer);
    one[0] = blank();
    tell("blank", cell(desk, L"REGIME", row(1, one), &answer), &answer);
    one[0] = error(DISP_E_PARAMNOTFOUND);
    tell("left out", cell(desk, L"REGIME", row(1, one), &answer), &answer);
    one[0] = error(-2146826246); /* #N/A */
    tell("an error", cell(desk, L"REGIME", row(1, one), &answer), &answer);
    one[0] = text(L"1-Oct-2026");
    tell("text", cell(desk, L"REGIME", row(1, one), &answer), &answer);
    one[0] = truth(1);
    tell("true", cell(desk, L"REGIME", row(1, one), &answer), &answer);
    many[0] = column(2, number(shipped), number(shipped - 1));
    tell("column", cell(desk, L"REGIME", row(1, many), &answer), &answer);
    many[0] = column(3, error(-2146826265), blank());
    tell("column of others", cell(desk, L"REGIME", row(1, many), &answer), &answer);
    tell("no arguments", cell(desk, L"RULES_VERSION", row(0, one), &answer), &answer);
    tell("no such function", cell(desk, L"NO_SUCH", row(0, one), &answer), &answer);
    one[0] = text(L"small_value.limit_inr");
    one[1] = number(shipped);
    tell("letter", cell(desk, L"RULE_CONFIDENCE", row(2, one), &answer), &answer);
    many[0] = column(10000, number(shipped), number(shipped - 1));
    began = now();
    tell("ten thousand", cell(desk, L"REGIME", row(1, many), &answer), &answer);
    printf("seconds\t%.2f\n", now() - began);
    one[0] = text(L"echo");
    tell("os.system", ask(desk, L"os.system", row(1, one), NULL, &answer), &answer);
    for (int i = 0; i < 5; i++)
        printf("method %S\t%s\n", others[i], desk->lpVtbl->GetIDsOfNames(desk, &IID_NULL, &others[i], 1, LOCALE_USER_DEFAULT, &id) == DISP_E_UNKNOWNNAME ? "unknown" : "KNOWN");
    return 0;
}

/* --- a stand-in for the workbook --- */

typedef struct { IDispatchVtbl *v; LONG held; char asked[4000]; } Book;
static int refuses; /* what it has not: an unknown name, or a member that fails, as of a workbook that is busy with a box */
static const wchar_t *place = L"C:\\month\\book.xlsx";

static HRESULT WINAPI query(IDispatch *t, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDispatch))
        return E_NOINTERFACE;
    *out = t;
    InterlockedIncrement(&((Book *)t)->held);
    return S_OK;
}
static ULONG WINAPI hold(IDispatch *t) { return InterlockedIncrement(&((Book *)t)->held); }
static ULONG WINAPI let_go(IDispatch *t) { return InterlockedDecrement(&((Book *)t)->held); }
static HRESULT WINAPI type_count(IDispatch *t, UINT *count) { *count = 0; return S_OK; }
static HRESULT WINAPI type_info(IDispatch *t, UINT a, LCID b, ITypeInfo **c) { *c = NULL; return E_NOTIMPL; }
static HRESULT WINAPI names(IDispatch *t, REFIID iid, LPOLESTR *name, UINT count, LCID lcid, DISPID *id)
{
    Book *book = (Book *)t;
    snprintf(book->asked + strlen(book->asked), sizeof book->asked - strlen(book->asked), "%S,", name[0]);
    *id = !lstrcmpiW(name[0], L"FullName") ? 1 : !lstrcmpiW(name[0], L"Name") ? 2 : !lstrcmpiW(name[0], L"Application") ? 3 : refuses ? 9 : -1;
    return *id == -1 ? DISP_E_UNKNOWNNAME : S_OK;
}
static HRESULT WINAPI invoke(IDispatch *t, DISPID id, REFIID iid, LCID lcid, WORD flags, DISPPARAMS *given, VARIANT *answer, EXCEPINFO *more, UINT *bad)
{
    if (!answer)
        return S_OK;
    VariantInit(answer);
    if (id == 3) {
        answer->vt = VT_DISPATCH;
        answer->pdispVal = t;
        hold(t);
        return S_OK;
    }
    if (id != 1 && id != 2)
        return E_FAIL;
    answer->vt = VT_BSTR;
    answer->bstrVal = SysAllocString(id == 1 ? place : wcsrchr(place, L'\\') + 1);
    return S_OK;
}
static IDispatchVtbl book_table = {query, hold, let_go, type_count, type_info, names, invoke};

static void pump(int milliseconds)
{
    DWORD end = GetTickCount() + milliseconds;
    MSG message;
    while (GetTickCount() < end) {
        while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE)) {
            TranslateMessage(&message);
            DispatchMessageW(&message);
        }
        Sleep(20);
    }
}

static int press(IDispatch *desk, int count, wchar_t **commands)
{
    for (int i = 0; i < count; i++) {
        Book book = {&book_table, 1, ""};
        int is_none = !lstrcmpW(commands[i], L"(none)");
        VARIANT parts[2] = {text(is_none ? L"match" : commands[i]), text(version)}, answer;
        char name[200];
        HRESULT hr = ask(desk, L"button", row(2, parts), is_none ? NULL : (IDispatch *)&book, &answer);
        snprintf(name, sizeof name, "%S", commands[i]);
        tell(name, hr, &answer);
        for (int tries = 0; tries < 50 && book.held > 1; tries++)
            pump(100);
        printf("%s held\t%ld\n%s asked\t%s\n", name, book.held, name, book.asked);
        fflush(stdout);
    }
    return 0;
}

static int lost(IDispatch *desk, const wchar_t *file)
{
    VARIANT answer, one[1] = {number(46296)};
    tell("before", cell(desk, L"REGIME", row(1, one), &answer), &answer);
    for (int i = 0; i < 600 && GetFileAttributesW(file) == INVALID_FILE_ATTRIBUTES; i++)
        pump(100);
    tell("held object", cell(desk, L"REGIME", row(1, one), &answer), &answer);
    return 0;
}

int wmain(int count, wchar_t **words)
{
    IDispatch *desk;
    double began = now();
    HRESULT hr;
    GetEnvironmentVariableW(L"DESK_VERSION", version, VERSION_MAX);
    CoInitialize(NULL);
    hr = made(&desk);
    if (FAILED(hr)) { /* as the add-in does: one that is just starting may turn the first request away */
        printf("first try\t! %08lx\n", (unsigned long)hr);
        hr = made(&desk);
    }
    printf("object\t%08lx\nobject seconds\t%.1f\n", (unsigned long)hr, now() - began);
    fflush(stdout);
    if (FAILED(hr))
        return 1;
    if (count > 1 && !wcscmp(words[1], L"calls"))
        return calls(desk);
    refuses = count > 1 && !wcscmp(words[1], L"refuse");
    if (count > 1 && (refuses || !wcscmp(words[1], L"press")))
        return press(desk, count - 2, words + 2);
    if (count > 2 && !wcscmp(words[1], L"lost"))
        return lost(desk, words[2]);
    return 2;
}
