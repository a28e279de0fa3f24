<#
.SYNOPSIS
Installs Import Desk for the Windows user who runs this, or removes it. No administrator rights are needed.

.DESCRIPTION
Unblocks the files that came with this script, looks for a 64-bit Python 3.11 or newer, and hands the work to
desk.py, which tells each step. With -DryRun every step is shown and none is done.

.EXAMPLE
powershell -NoProfile -ExecutionPolicy Bypass -File xl_addin\hosts\excel\install\install.ps1 -DryRun

.EXAMPLE
powershell -NoProfile -ExecutionPolicy Bypass -File xl_addin\hosts\excel\install\install.ps1 -AddIn \\share\signed\ImportDesk.xlam
#>
param(
    [switch]$Uninstall,
    [switch]$DryRun,
    [string]$AddIn = '',
    [string]$Python = ''
)
$ErrorActionPreference = 'Stop'
$root = (Get-Item -LiteralPath $PSScriptRoot).Parent.Parent.Parent.Parent.FullName
$isGood = 'import sys; sys.exit(0 if sys.version_info >= (3, 11) and sys.maxsize > 2**32 else 1)'

$candidates = @()
if ($Python -ne '') {
    $candidates += , @($Python)
}
else {
    $candidates += , @('py', '-3')
    $candidates += , @('python')
}
$found = $null
foreach ($candidate in $candidates) {
    if (Get-Command $candidate[0] -ErrorAction SilentlyContinue) {
        $before = @($candidate | Select-Object -Skip 1)
        & $candidate[0] @before -I -c $isGood
        if ($LASTEXITCODE -eq 0) {
            $found = $candidate
            break
        }
    }
}
if ($null -eq $found) {
    Write-Output 'What:       No 64-bit Python 3.11 or newer was found.'
    Write-Output 'Where:      py -3 and python, or what -Python names.'
    Write-Output 'What to do: Install Python by the bank''s software distribution, or name it with -Python.'
    exit 2
}

if (-not $DryRun) {
    Get-ChildItem -LiteralPath $root -Recurse -File | Unblock-File
}
$before = @($found | Select-Object -Skip 1)
if ($Uninstall) {
    # Without the environment of desk.py: a removal needs nothing but Python.
    $call = @('-I', '-B', (Join-Path $root 'xl_addin\hosts\excel\install\remove.py'))
}
else {
    $call = @((Join-Path $root 'desk.py'), 'install', '--excel')
    if ($AddIn -ne '') {
        $call += @('--addin', $AddIn)
    }
}
if ($DryRun) {
    $call += '--dry-run'
}
& $found[0] @before @call
exit $LASTEXITCODE
