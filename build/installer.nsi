; setup.exe: per user without an administrator by default, for all users with /AllUsers. `build/package.py windows` runs makensis.
;   setup.exe [/S] [/AllUsers] [/Desktop] [/D=FOLDER]           uninstall.exe [/S] [/Purge]
; Exit codes: 0 done, 1 cancelled, 2 failed, 11 Windows too old, 12 administrator needed, 13 program is running.
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include nsDialogs.nsh

!define ID "Wenheng"
!define TITLE "文衡"
!define EXE "Wenheng.exe"
!define CLI "wenheng-cli.exe"
!define PUBLISHER "文衡项目"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define LEAST_BUILD 17763
!define TOO_OLD 11
!define NOT_ADMIN 12
!define RUNNING 13

Name "${TITLE}"
BrandingText "${TITLE} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir ""
!ifdef FAST
    SetCompressor zlib
!else
    SetCompressor /SOLID lzma
    SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
CRCCheck on
SetDateSave on
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 离线安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "© ${PUBLISHER}，MIT 许可证"

Var AllUsers ; 1 or 0
Var OnDesktop ; 1 or 0
Var Given ; 1 when /D= named the folder
Var ForMe
Var ForAll
Var DesktopBox

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${TITLE} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "${TITLE}是离线的公文编辑与核校工具，安装和使用都不联网。$\r$\n$\r$\n默认只为您自己安装，不需要管理员权限；已经装有旧版的，直接覆盖升级，设置和记录都会保留。$\r$\n$\r$\n点“下一步”继续。"
!define MUI_FINISHPAGE_TITLE "${TITLE}已装好"
!define MUI_FINISHPAGE_TEXT "可以从“开始”菜单打开${TITLE}，也可以在 Word 文件上点右键，选“用${TITLE}检查”。$\r$\n$\r$\n文件的默认打开方式没有改变。"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${TITLE}"
!define MUI_FINISHPAGE_RUN_FUNCTION OpenProgram
!insertmacro MUI_PAGE_WELCOME
Page custom ShowChoices LeaveChoices
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE LeaveFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

!macro StopWith CODE SENTENCE
    MessageBox MB_ICONSTOP "${SENTENCE}" /SD IDOK
    SetErrorLevel ${CODE}
    Quit
!macroend

; --- which users, which folder ---------------------------------------------------------------------------------------

!macro UseScope
    ${If} $AllUsers = 1
        SetShellVarContext all
    ${Else}
        SetShellVarContext current
    ${EndIf}
!macroend

Function .onInit
    SetRegView 64
    ${IfNot} ${AtLeastWin10}
    ${OrIfNot} ${AtLeastBuild} ${LEAST_BUILD}
        !insertmacro StopWith ${TOO_OLD} "${TITLE}需要 64 位 Windows 10（1809，内部版本 ${LEAST_BUILD}）或更高版本，本机的系统太旧，没有安装。"
    ${EndIf}
    ${GetParameters} $R0
    StrCpy $AllUsers 0
    ClearErrors
    ${GetOptions} $R0 "/AllUsers" $R1
    ${IfNot} ${Errors}
        StrCpy $AllUsers 1
    ${EndIf}
    StrCpy $OnDesktop 0
    ClearErrors
    ${GetOptions} $R0 "/Desktop" $R1
    ${IfNot} ${Errors}
        StrCpy $OnDesktop 1
    ${EndIf}
    StrCpy $Given 0
    ${If} $INSTDIR != ""
        StrCpy $Given 1
    ${EndIf}
    ${If} $AllUsers = 1
        Call NeedAdministrator
    ${EndIf}
    ${IfNot} ${Silent}
        Call FollowEarlier
    ${EndIf}
    Call ChooseFolder
FunctionEnd

; Where only an installation for all users is there, the pages begin with that choice: one program, not two.
Function FollowEarlier
    ReadRegStr $0 HKCU "Software\${ID}" "InstallDir"
    ReadRegStr $1 HKLM "Software\${ID}" "InstallDir"
    ${If} $0 == ""
    ${AndIf} $1 != ""
        StrCpy $AllUsers 1
    ${EndIf}
FunctionEnd

Function ChooseFolder
    !insertmacro UseScope
    ${If} $Given = 1
        Return
    ${EndIf}
    ReadRegStr $INSTDIR SHCTX "Software\${ID}" "InstallDir"
    ${If} $INSTDIR != ""
        Return
    ${EndIf}
    ${If} $AllUsers = 1
        StrCpy $INSTDIR "$PROGRAMFILES64\${ID}"
    ${Else}
        StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${ID}"
    ${EndIf}
FunctionEnd

; Starts again as administrator; a silent installation is told to be started so.
Function NeedAdministrator
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 == "Admin"
        Return
    ${EndIf}
    ${If} ${Silent}
        !insertmacro StopWith ${NOT_ADMIN} "为所有用户安装需要管理员权限。"
    ${EndIf}
    ClearErrors
    StrCpy $0 "/AllUsers"
    ${If} $OnDesktop = 1
        StrCpy $0 "/AllUsers /Desktop"
    ${EndIf}
    ExecShell "runas" "$EXEPATH" $0
    ${If} ${Errors}
        !insertmacro StopWith ${NOT_ADMIN} "为所有用户安装需要管理员权限；没有取得，未安装。也可以选择“只为我安装”。"
    ${EndIf}
    SetErrorLevel 0
    Quit
FunctionEnd

Function ShowChoices
    !insertmacro MUI_HEADER_TEXT "为谁安装" "两种方式功能相同。"
    nsDialogs::Create 1018
    Pop $0
    ${NSD_CreateRadioButton} 0 4u 100% 12u "只为我安装（推荐，不需要管理员）"
    Pop $ForMe
    ${NSD_CreateLabel} 12u 18u 95% 20u "装在您自己的用户文件夹里。"
    Pop $0
    ${NSD_CreateRadioButton} 0 40u 100% 12u "为这台电脑的所有用户安装（需要管理员）"
    Pop $ForAll
    ${NSD_CreateLabel} 12u 54u 95% 20u "装在 Program Files 里。单位的软件管控不许用户文件夹里的程序运行时，选这一项。"
    Pop $0
    ${NSD_CreateCheckBox} 0 92u 100% 12u "在桌面上放一个快捷方式"
    Pop $DesktopBox
    ${If} $AllUsers = 1
        ${NSD_Check} $ForAll
    ${Else}
        ${NSD_Check} $ForMe
    ${EndIf}
    ${If} $OnDesktop = 1
        ${NSD_Check} $DesktopBox
    ${EndIf}
    nsDialogs::Show
FunctionEnd

Function LeaveChoices
    ${NSD_GetState} $DesktopBox $OnDesktop
    ${NSD_GetState} $ForAll $AllUsers
    ${If} $AllUsers = 1
        Call NeedAdministrator
    ${EndIf}
    Call ChooseFolder
FunctionEnd

; A folder that holds other things is not filled with the program's files: they go into a folder of their own in it.
Function LeaveFolder
    ${IfNot} ${FileExists} "$INSTDIR\${EXE}"
        ${DirState} "$INSTDIR" $0
        ${If} $0 = 1
            ${NSD_SetText} $mui.DirectoryPage.Directory "$INSTDIR\${ID}" ; NSIS reads it once more after this
        ${EndIf}
    ${EndIf}
FunctionEnd

; By way of the desktop: the program must not inherit an administrator's rights from setup.exe.
Function OpenProgram
    ${If} $AllUsers = 1
        Exec '"$WINDIR\explorer.exe" "$INSTDIR\${EXE}"'
    ${Else}
        Exec '"$INSTDIR\${EXE}"'
    ${EndIf}
FunctionEnd

; --- a running program -----------------------------------------------------------------------------------------------

!macro NeedStopped PREFIX
    Function ${PREFIX}NeedStopped
        again:
        StrCpy $0 ""
        Push "${CLI}"
        Push "${EXE}"
        ${Do}
            Pop $1
            ${If} ${FileExists} "$INSTDIR\$1"
                ClearErrors
                FileOpen $2 "$INSTDIR\$1" a
                ${If} ${Errors}
                    StrCpy $0 $1
                ${Else}
                    FileClose $2
                ${EndIf}
            ${EndIf}
        ${LoopUntil} $1 == "${CLI}"
        ${If} $0 != ""
            MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE}正在运行。请先保存报告并关闭${TITLE}，再点“重试”。" /SD IDCANCEL IDRETRY again
            SetErrorLevel ${RUNNING}
            Quit
        ${EndIf}
    FunctionEnd
!macroend
!insertmacro NeedStopped ""
!insertmacro NeedStopped "un."

; --- installing ------------------------------------------------------------------------------------------------------

!macro RemoveProgram
    RMDir /r "$INSTDIR\_internal"
    RMDir /r "$INSTDIR\licences"
    Delete "$INSTDIR\${EXE}"
    Delete "$INSTDIR\${CLI}"
!macroend

Section
    !insertmacro UseScope
    Call NeedStopped
    ${If} ${FileExists} "$INSTDIR\${EXE}"
        !insertmacro RemoveProgram
    ${EndIf}
    SetOutPath "$INSTDIR"
    ClearErrors
    File /r "${FOLDER}/*.*"
    ${If} ${Errors}
        SetErrorLevel 2
        Abort "没有装好：文件写不进 $INSTDIR。"
    ${EndIf}
    WriteUninstaller "$INSTDIR\uninstall.exe"
    Call WriteShortcuts
    Call WriteAssociations
    Call WriteUninstallEntry
    System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
SectionEnd

Function WriteShortcuts
    CreateDirectory "$SMPROGRAMS\${TITLE}"
    CreateShortcut "$SMPROGRAMS\${TITLE}\${TITLE}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}" 0
    CreateShortcut "$SMPROGRAMS\${TITLE}\卸载${TITLE}.lnk" "$INSTDIR\uninstall.exe"
    ${If} $OnDesktop = 1
        CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}" 0
    ${EndIf}
FunctionEnd

; Among the programs of 打开方式 and in the right-click menu; what opens a double-clicked file stays as it was.
Function WriteAssociations
    WriteRegStr SHCTX "Software\Classes\${ID}.docx" "" "${TITLE}"
    WriteRegStr SHCTX "Software\Classes\${ID}.docx\DefaultIcon" "" "$INSTDIR\${EXE},0"
    WriteRegStr SHCTX "Software\Classes\${ID}.docx\shell\open" "FriendlyAppName" "${TITLE}"
    WriteRegStr SHCTX "Software\Classes\${ID}.docx\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
    WriteRegNone SHCTX "Software\Classes\.docx\OpenWithProgids" "${ID}.docx"
    WriteRegStr SHCTX "Software\Classes\Applications\${EXE}" "FriendlyAppName" "${TITLE}"
    WriteRegStr SHCTX "Software\Classes\Applications\${EXE}\SupportedTypes" ".docx" ""
    WriteRegStr SHCTX "Software\Classes\Applications\${EXE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
    WriteRegStr SHCTX "Software\Classes\SystemFileAssociations\.docx\shell\${ID}" "" "用${TITLE}检查"
    WriteRegStr SHCTX "Software\Classes\SystemFileAssociations\.docx\shell\${ID}" "Icon" "$INSTDIR\${EXE},0"
    WriteRegStr SHCTX "Software\Classes\SystemFileAssociations\.docx\shell\${ID}\command" "" '"$INSTDIR\${EXE}" "%1"'
FunctionEnd

Function WriteUninstallEntry
    WriteRegStr SHCTX "Software\${ID}" "InstallDir" "$INSTDIR"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${EXE}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" $0
FunctionEnd

; --- removing --------------------------------------------------------------------------------------------------------

Function un.onInit
    SetRegView 64
    StrCpy $AllUsers 0
    ReadRegStr $0 HKCU "Software\${ID}" "InstallDir"
    ${If} $0 != $INSTDIR
        ReadRegStr $0 HKLM "Software\${ID}" "InstallDir"
        ${If} $0 == $INSTDIR
            StrCpy $AllUsers 1
            Call un.NeedAdministrator
        ${EndIf}
    ${EndIf}
    !insertmacro UseScope
FunctionEnd

Function un.NeedAdministrator
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 == "Admin"
        Return
    ${EndIf}
    ${If} ${Silent}
        !insertmacro StopWith ${NOT_ADMIN} "${TITLE}是为所有用户安装的，卸载需要管理员权限。"
    ${EndIf}
    ClearErrors
    ExecShell "runas" "$INSTDIR\uninstall.exe"
    ${If} ${Errors}
        !insertmacro StopWith ${NOT_ADMIN} "${TITLE}是为所有用户安装的，卸载需要管理员权限；没有取得，未卸载。"
    ${EndIf}
    Quit
FunctionEnd

Section "Uninstall"
    Call un.NeedStopped
    !insertmacro RemoveProgram
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    ${If} $INSTDIR == "$LOCALAPPDATA\Programs\${ID}"
        RMDir "$LOCALAPPDATA\Programs" ; empty only where it was made for this program
    ${EndIf}
    Delete "$DESKTOP\${TITLE}.lnk"
    RMDir /r "$SMPROGRAMS\${TITLE}"
    DeleteRegKey SHCTX "Software\Classes\${ID}.docx"
    DeleteRegValue SHCTX "Software\Classes\.docx\OpenWithProgids" "${ID}.docx"
    DeleteRegKey /ifempty SHCTX "Software\Classes\.docx\OpenWithProgids"
    DeleteRegKey SHCTX "Software\Classes\Applications\${EXE}"
    DeleteRegKey SHCTX "Software\Classes\SystemFileAssociations\.docx\shell\${ID}"
    DeleteRegKey SHCTX "Software\${ID}"
    DeleteRegKey SHCTX "${UNINSTALL_KEY}"
    System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
    Call un.AskAboutSettings
SectionEnd

; Settings and records are the user's own, whoever the program was installed for. Silent: they stay, unless /Purge.
Function un.AskAboutSettings
    SetShellVarContext current
    ${IfNot} ${FileExists} "$APPDATA\${ID}"
    ${AndIfNot} ${FileExists} "$LOCALAPPDATA\${ID}"
        Return
    ${EndIf}
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/Purge" $R1
    ${If} ${Errors}
        MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "要同时删除您的设置、自动备份和“保留原文”的记录吗？$\r$\n$\r$\n以后还要用${TITLE}的，请选“否”。报告文件不会受影响。" /SD IDNO IDYES purge
        Return
    ${EndIf}
    purge:
    RMDir /r "$APPDATA\${ID}"
    RMDir /r "$LOCALAPPDATA\${ID}"
FunctionEnd
