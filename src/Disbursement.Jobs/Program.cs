using System.Globalization;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Cli.Screens;

// No machine's locale changes a byte that is written. The data of cultures is there all the same: the client of SQL Server asks for it.
CultureInfo.DefaultThreadCurrentCulture =
    CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
OwnTemporary.TakeProcess();
StandardOutput.TakeProcess();
return await CommandLine.Run(args).ConfigureAwait(false);
