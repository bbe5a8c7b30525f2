; What the installer for Windows does besides laying the app down: the command on PATH, the data folder with its rights, the daily
; task. An upgrade, for which electron-builder starts the old uninstaller with --updated, leaves all of it as it is. A removal
; keeps the licenses; --delete-licenses, given to the uninstaller, deletes them. docs/operator-guide.md#install-on-windows
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinMessages.nsh

!define DESK_KEY "Software\Activation Desk"
!define DESK_PATH_KEY "SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
!define DESK_TASK "Activation Desk\Refresh"
!define DESK_PACKED_PROGRAM "C:\Program Files\Activation Desk\resources\cli\activation-desk.cmd"

!macro deskReadPath FOUND
  ; Of a PATH that is longer than this program can hold nothing is known, and nothing is written.
  StrCpy ${FOUND} ""
  ClearErrors
  ReadRegStr $R0 HKLM "${DESK_PATH_KEY}" "Path"
  ${IfNot} ${Errors}
    StrLen $R1 "$R0;$INSTDIR\bin;"
    IntOp $R1 $R1 + 2
    ${If} $R1 < ${NSIS_MAX_STRLEN}
      StrCpy ${FOUND} ";$R0;"
    ${EndIf}
  ${EndIf}
!macroend

!macro deskWritePath WITH_ENDS
  StrCpy $R0 ${WITH_ENDS} -1
  StrCpy $R0 $R0 "" 1
  WriteRegExpandStr HKLM "${DESK_PATH_KEY}" "Path" $R0
  SendMessage ${HWND_BROADCAST} ${WM_WININICHANGE} 0 "STR:Environment" /TIMEOUT=5000
!macroend

!ifndef BUILD_UNINSTALLER
!macro customInstall
  SetShellVarContext all

  ${If} ${FileExists} "$INSTDIR\bin\activation-desk.exe"
    !insertmacro deskReadPath $R2
    ${If} $R2 != ""
      ${WordReplace} $R2 ";$INSTDIR\bin;" ";" "+1" $R3
      ${If} $R3 == $R2
        !insertmacro deskWritePath "$R2$INSTDIR\bin;"
      ${EndIf}
    ${Else}
      DetailPrint "PATH stays as it is: add $INSTDIR\bin to it."
    ${EndIf}
  ${EndIf}

  ; As the app makes it (src-main/adapters/file-store/windows-rights.ts), with LOCAL SERVICE, which the task runs as. One that is there stays.
  ${IfNot} ${FileExists} "$APPDATA\Activation Desk"
    CreateDirectory "$APPDATA\Activation Desk"
    nsExec::ExecToLog '"$SYSDIR\icacls.exe" "$APPDATA\Activation Desk" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX *S-1-3-4:(OI)(CI)F *S-1-5-19:(OI)(CI)M /q'
    Pop $R0
    ${If} $R0 != 0
      ; Nobody may take a folder whose rights are not known: the first activation makes it.
      RMDir "$APPDATA\Activation Desk"
      DetailPrint "The rights of $APPDATA\Activation Desk could not be set ($R0): it was not made."
    ${EndIf}
  ${EndIf}

  ; Once: who deletes the task finds it so after an upgrade.
  ClearErrors
  ReadRegDWORD $R0 HKLM "${DESK_KEY}" "TaskMade"
  ${If} ${Errors}
  ${AndIf} ${FileExists} "$INSTDIR\bin\activation-desk.exe"
    !insertmacro deskWriteTask "$INSTDIR\bin\refresh.xml"
    nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /Create /TN "${DESK_TASK}" /XML "$INSTDIR\bin\refresh.xml" /F'
    Pop $R0
    ${If} $R0 == 0
      WriteRegDWORD HKLM "${DESK_KEY}" "TaskMade" 1
    ${Else}
      DetailPrint "The daily refresh could not be set up ($R0): see the operator guide."
    ${EndIf}
  ${EndIf}
!macroend

; The task of the package, for the program that lies here: in XML, and there in quotes of PowerShell.
!macro deskWriteTask FILE
  ${WordReplace} "$INSTDIR\bin\activation-desk.exe" "&" "&amp;" "+" $R4
  ${WordReplace} $R4 "'" "''" "+" $R4
  FileOpen $R1 "$INSTDIR\resources\service\activation-desk-refresh.xml" r
  FileOpen $R2 "${FILE}" w
  ; schtasks takes UTF-16, which its mark says.
  FileWriteUTF16LE /BOM $R2 ""
  ${Do}
    ClearErrors
    FileRead $R1 $R3
    ${If} ${Errors}
      ${ExitDo}
    ${EndIf}
    ${WordReplace} $R3 "${DESK_PACKED_PROGRAM}" "$R4" "+" $R3
    FileWriteUTF16LE $R2 $R3
  ${Loop}
  FileClose $R1
  FileClose $R2
!macroend
!else
!macro customUnInstall
  ${IfNot} ${isUpdated}
    SetShellVarContext all
    nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /End /TN "${DESK_TASK}"'
    Pop $R0
    nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /Delete /TN "${DESK_TASK}" /F'
    Pop $R0
    DeleteRegKey HKLM "${DESK_KEY}"

    !insertmacro deskReadPath $R2
    ${If} $R2 != ""
      ${un.WordReplace} $R2 ";$INSTDIR\bin;" ";" "+1" $R3
      ${If} $R3 != $R2
        !insertmacro deskWritePath $R3
      ${EndIf}
    ${EndIf}

    ClearErrors
    ${GetParameters} $R0
    ${GetOptions} $R0 "--delete-licenses" $R1
    ${IfNot} ${Errors}
      RMDir /r "$APPDATA\Activation Desk"
    ${EndIf}
  ${EndIf}
!macroend
!endif
