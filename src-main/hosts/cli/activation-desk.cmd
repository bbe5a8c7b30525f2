@echo off
rem Starts the command line on Windows, as the file activation-desk beside it does elsewhere: only what the launcher
rem proves, by adding 64 to its status, is passed on; anything else is "could not tell", 2.
setlocal
set ACTIVATION_DESK_PROOF=1
node "%~dp0activation-desk.mjs" %*
set status=%ERRORLEVEL%
if %status%==64 exit /b 0
if %status%==65 exit /b 1
if %status%==67 exit /b 3
if %status%==68 exit /b 4
if %status%==194 exit /b 130
if %status%==205 exit /b 141
exit /b 2
