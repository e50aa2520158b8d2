using Disbursement.Jobs.Cli;

return await CommandLine.Run(args).ConfigureAwait(false);
