/* Stands in the place of a program in a test of who starts it: writes what it was given into C:\witness.txt. */
#include <stdio.h>
#include <windows.h>

int
main (void)
{
  char text[4096] = "";
  int count, length = 0;
  wchar_t **arguments = CommandLineToArgvW (GetCommandLineW (), &count);
  FILE *file = _wfopen (L"C:\\witness.new", L"wb");

  for (int i = 1; i < count; i++)
    {
      length = WideCharToMultiByte (CP_UTF8, 0, arguments[i], -1, text, sizeof text, NULL, NULL);
      fwrite (text, 1, length > 0 ? length - 1 : 0, file);
      fputc ('\n', file);
    }
  fclose (file);
  MoveFileExW (L"C:\\witness.new", L"C:\\witness.txt", MOVEFILE_REPLACE_EXISTING);
  return 0;
}
