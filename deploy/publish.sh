#!/usr/bin/env bash
# Publishes the program for one platform, compiled ahead of time, without the runtime, and a bill of materials beside it.
#   deploy/publish.sh linux-x64 OUT      linux-x64, linux-arm64 or win-x64
# The same commit gives the same disburse.dll in any folder: symbols are left out, since those of pages name the folder that they were built in.
# The machine that it goes to needs the ASP.NET Core 10 runtime.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
platform=${1:?a platform: linux-x64, linux-arm64 or win-x64}
out=${2:?a folder}
case "$platform" in linux-x64 | linux-arm64 | win-x64) ;; *) echo "no platform of this project: $platform" >&2; exit 2 ;; esac

rm -rf "$out"
dotnet publish src/Disbursement.Jobs -c Release -r "$platform" --no-self-contained -p:PublishReadyToRun=true -o "$out" \
  -p:DebugType=none -p:NuGetLockFilePath=obj/publish.packages.lock.json
# Symbols of libraries for Windows would be 100 MB.
find "$out" -name '*.pdb' -delete
dotnet tool restore
dotnet CycloneDX src/Disbursement.Jobs/Disbursement.Jobs.csproj --framework net10.0 --runtime "$platform" --exclude-dev --include-project-references \
  --disable-package-restore --no-serial-number --set-name disburse --output "$out" --filename sbom.cdx.json --output-format Json
du -sh "$out"
