# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2025
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
WORKDIR C:\app
RUN New-Item -Path C:\logs -ItemType Directory; `
    # not yet
    Write-Host 'done'
COPY app\ C:\app\
ENV PATH="C:\tools;${PATH}"
CMD ["app.exe"]
