using System.CommandLine;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Cli;

/// <summary><c>db migrate|check|script|backup|restore|move</c>: the database itself.</summary>
internal static class DatabaseVerb
{
    private static readonly Argument<string> Backup = new("FILE") { Description = "The backup" };

    public static Command Command() =>
        new("db", "The database: bring it up to date, check it, script it, copy it, put a copy back, move it to a server")
    {
        Migrate(), Check(), Script(), BackUp(), Restore(), Move(),
    };

    private static Command Migrate()
    {
        Command command = new("migrate", "Brings the database up to date with this program");
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            Database store = Database.OpenToFill(Settings.Of(parsed, CommonOptions.Data, "Data"), Settings.Database(parsed));
            if (store.Settings.Provider == DatabaseProvider.SqlServer)
                ScheduleTables.Make(store);
            Console.WriteLine(isChinese ? $"{store.Name} 已是最新。" : $"{store.Name} is up to date.");
            store.RefuseUnfit();
            return ExitCode.Done;
        })));
        return command;
    }

    private static Command Check()
    {
        Command command =
            new("check", "Is the database file sound, of this version, and guarded by its triggers? (verify proves what is in it)");
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            string data = Settings.Of(parsed, CommonOptions.Data, "Data");
            DatabaseSettings database = Settings.Database(parsed);
            string file = Database.NameOf(data, database);
            if (!Database.Exists(data, database))
                throw new RunRefusal($"There is no database {file}. Name its folder with --data.")
                {
                    Chinese = $"没有数据库 {file}。请用 --data 指出其文件夹。",
                };

            DatabaseFindings findings = Database.Check(data, database);
            foreach (string problem in findings.Problems)
                Console.WriteLine($"✗ {problem}");
            if (findings.Problems.Count == 0)
                Console.WriteLine(isChinese ? $"✓ {file} 完好" : $"✓ {file} is sound");
            return findings.Problems.Count == 0 ? ExitCode.Done : ExitCode.NeedsPerson;
        })));
        return command;
    }

    private static Command Script()
    {
        Option<string> provider = new("--provider") { Description = "sqlite or sqlserver", DefaultValueFactory = _ => "sqlserver" };
        provider.AcceptOnlyFromAmong("sqlite", "sqlserver");
        Option<bool> roles = new("--roles")
        {
            Description = "The rights of the application's login on SQL Server: it cannot alter the ledger or drop a trigger",
        };
        Command command = new("script", "Prints the SQL that makes the database, for whoever may not let a program do it")
        {
            provider, roles,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, _ =>
        {
            bool isSqlServer = parsed.GetValue(provider) == "sqlserver";
            Console.Write(parsed.GetValue(roles) ? DatabaseScript.Roles() + ScheduleTables.Rights(DatabaseScript.Role)
                : isSqlServer ? DatabaseScript.Of(isSqlServer) + "\n" + ScheduleTables.Script()
                : DatabaseScript.Of(isSqlServer));
            return ExitCode.Done;
        })));
        return command;
    }

    private static Command BackUp()
    {
        Command command = new("backup",
            "Copies the database while it is in use; the copy is checked. Keep it with a copy of the keys (keys backup) and of the archive")
        {
            Backup, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.Existing(parsed);
            ActSetting setting = OfficerOptions.Setting(parsed, open);
            Officer? officer = OfficerOptions.SignedInIfAny(parsed, setting, isChinese);
            return OfficerOptions.Say(new BackUpDatabase(setting).Run(parsed.GetValue(Backup)!, officer), isChinese);
        })));
        return command;
    }

    private static Command Restore()
    {
        Argument<string?> backup = new("FILE")
        {
            Description = "The backup. Left away: the database stays as it stands, as whoever keeps the server restored it",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> accept = new("--accept-loss")
        {
            Description = "Goes on with books that are behind the heads file, though what was recorded since is lost",
        };
        Command command = new("restore",
            "Puts a backup in place of a file, which is kept beside it, or into an empty database of a server. An administrator's act")
        {
            backup, accept, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            string data = Settings.Of(parsed, CommonOptions.Data, "Data");
            using RunLock held = RunLock.Take(data);
            RestoreBooks restore = new(data, Settings.Database(parsed), HeadsFile.Of(data, Settings.Database(parsed).Anchors));
            string? file = parsed.GetValue(backup);
            DatabaseFindings findings = restore.Look(file);
            string[] lost = restore.LostBy(findings,
                file is null ? LostBooks.Missing(OpenFolder.Existing(parsed).Store) : null, parsed.GetValue(accept));
            Officer? officer = file is null
                ? OfficerOptions.SignedInIfAny(parsed, OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed)), isChinese)
                : Restorer(parsed, data, file, isChinese);
            if (officer?.MayNot(OfficialAct.Administer) is { } refusal)
                throw new ActNotDone(refusal);
            if (file is not null)
                restore.PutInPlace(file, stop);
            BackUpDatabase.RecordRestore(
                OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed)), file ?? "as it stands", lost, officer);
            string name = file ?? Database.NameOf(data, Settings.Database(parsed));
            Console.WriteLine(isChinese ? $"已恢复 {name}。请运行 disburse verify 核对。" : $"{name} is in place. Prove it with disburse verify.");
            return lost.Length > 0 ? ExitCode.NeedsPerson : ExitCode.Done;
        })));
        return command;
    }

    /// <summary>
    /// Who puts another past in place: an administrator by the present books; where these cannot be asked, by those of the backup. Nobody
    /// while there are no officers.
    /// </summary>
    /// <exception cref="ActNotDone">It is no administrator, or nobody who is known.</exception>
    private static Officer? Restorer(ParseResult parsed, string data, string backup, bool isChinese)
    {
        bool isSound = Settings.Database(parsed).Provider == DatabaseProvider.Sqlite && Database.Exists(data, DatabaseSettings.Default)
            && DatabaseCopy.Check(Path.Combine(data, Database.FileName)).Problems.Count == 0;
        string? beside = isSound ? null : Directory.CreateDirectory(Path.Combine(data, "work", "restore")).FullName;
        try
        {
            ActSetting setting = OfficerOptions.Setting(parsed,
                beside is null ? OpenFolder.Existing(parsed) : OpenFolder.Beside(data, beside, backup));
            Officer? officer = OfficerOptions.SignedInIfAny(parsed, setting, isChinese);
            if (officer?.MayNot(OfficialAct.Administer) is not { } refusal)
                return officer;

            PerformAct.Record(setting, officer, "restore-database", Path.GetFileName(backup), refusal);
            throw new ActNotDone(refusal);
        }
        finally
        {
            if (beside is not null)
                Directory.Delete(beside, recursive: true);
        }
    }

    /// <exception cref="RunRefusal">A service is running on the folder.</exception>
    private static void RefuseService(string data)
    {
        if (ServiceLock.IsHeld(data))
            throw new RunRefusal(
                $"A service is running on {data}, and would go on with the file. Stop it, then give the same command again.")
            {
                Chinese = $"数据文件夹 {data} 上有服务在运行，会继续使用原文件。请先停止服务，再重新执行同一命令。",
                IsResumable = true,
            };
    }

    private static Command Move()
    {
        Option<string> to = new("--to") { Description = "sqlserver; the connection string of the empty database stands in "
            + "Move:ConnectionString (variable DISBURSE__Move__ConnectionString)", Required = true };
        to.AcceptOnlyFromAmong("sqlserver");
        Command command =
            new("move", "Carries the whole history from the SQLite file into an empty database of a SQL Server, and proves the books there")
        {
            to, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            if (Settings.Database(parsed).Provider != DatabaseProvider.Sqlite)
                throw new RunRefusal("Database:Provider is sqlserver already: there is nothing to move.")
                {
                    Chinese = "Database:Provider 已是 sqlserver，无须迁移。",
                };

            OpenFolder open = OpenFolder.ToMove(parsed);
            RefuseService(open.Folder);
            ActSetting setting = OfficerOptions.Setting(parsed, open);
            Officer? officer = OfficerOptions.SignedInIfAny(parsed, setting, isChinese);
            DatabaseSettings server = open.Store.Settings with
            {
                Provider = DatabaseProvider.SqlServer,
                ConnectionString = Settings.Of(parsed, "Move:ConnectionString") ?? throw new RunRefusal(
                    "Move:ConnectionString is missing: set the variable DISBURSE__Move__ConnectionString.")
                {
                    Chinese = "缺少 Move:ConnectionString：请设置环境变量 DISBURSE__Move__ConnectionString。",
                },
            };
            using RunLock held = RunLock.Take(open.Folder);
            Database target = Database.OpenToFill(open.Folder, server);
            ScheduleTables.Make(target);
            (ActOutcome outcome, IReadOnlyList<(string Table, long Rows)> moved) = new MoveBooks(setting).Run(target, officer, stop);
            foreach ((string table, long rows) in moved.Where(table => table.Rows > 0))
                Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{table,-16}{rows,14:N0}"));
            if (outcome is ActOutcome.Done)
            {
                bool isWhole = new VerifyBooks(target, open.Ring).Run(null, stop).All(check => check.FirstBreak is null);
                Console.WriteLine(isWhole
                    ? isChinese ? "新库账目核对无误。" : "The books hold there."
                    : isChinese ? "新库账目核对未通过：请勿改用，运行 disburse verify 查看。" : "The books do not hold there: "
                        + "do not change over; disburse verify says why.");
                return isWhole ? OfficerOptions.Say(outcome, isChinese) : ExitCode.NeedsPerson;
            }

            return OfficerOptions.Say(outcome, isChinese);
        })));
        return command;
    }
}
