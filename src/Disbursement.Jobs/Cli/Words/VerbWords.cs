using static Disbursement.Jobs.Cli.Words.UsedBy;

namespace Disbursement.Jobs.Cli.Words;

/// <summary>Whose daily work a verb belongs to; others may give it too, as far as their role goes.</summary>
internal enum UsedBy
{
    /// <summary>Reads rosters, runs, imports what banks answer.</summary>
    Operator,

    /// <summary>Answers for batches.</summary>
    Reviewer,

    /// <summary>Asks, proves, takes the books along.</summary>
    Auditor,

    /// <summary>Officers, policy packs, keys, database.</summary>
    Administrator,

    /// <summary>What a service unit or a script gives.</summary>
    Machine,
}

/// <summary>
/// What the help says of a verb beside its English description, which stands where the verb does: who uses it, the same in Chinese, and an
/// example that the program takes.
/// </summary>
internal sealed record VerbWords(UsedBy By, string Chinese, string Example)
{
    /// <summary>Every verb by its words.</summary>
    public static IReadOnlyDictionary<string, VerbWords> All { get; } = new Dictionary<string, VerbWords>
    {
        ["run"] = new(Operator, "读取某年花名册，认定、封存、写出付款文件", "run --year 2026"),
        ["returns"] = new(Operator, "银行回盘文件：入账、列出、判定待查行", "returns import inputs/returns/2026-1/320303-云龙区.csv --as operator"),
        ["returns import"] = new(Operator, "正常的行逐笔入账，其余连同位置留在待查区；同一文件再次导入不产生任何变化",
            "returns import inputs/returns/2026-1/320303-云龙区.csv --as operator"),
        ["returns list"] = new(Operator, "已导入的文件，以及待查行的位置、代码和两边的数值", "returns list --file 1"),
        ["returns resolve"] = new(Operator, "说明待查行应如何处理；由审核人员确认",
            "returns resolve 1:9 --book --payment 2026-1-320303-sad-000002 --reason \"bank confirmed by telephone\" --as operator"),
        ["returns confirm"] = new(Reviewer, "确认经办对待查行的说明：入账或不入账", "returns confirm 1:9 --as yunlong"),
        ["returns refuse"] = new(Reviewer, "不予确认：该行继续待查", "returns refuse 1:9 --reason \"amount is not ours\" --as yunlong"),
        ["reissue"] = new(Operator, "为失败和留下的付款制作新批次，付到最新花名册中的账户", "reissue --run 2026-1 --as operator"),
        ["corrections"] = new(Operator, "花名册更正", "corrections import corrected.csv --year 2026 --as operator"),
        ["corrections import"] = new(Operator, "以用户名义把更正后的花名册放入当年的更正文件夹",
            "corrections import corrected.csv --year 2026 --as operator"),
        ["roster"] = new(Operator, "某年的花名册：提交前检查、放入、列出、撤下", "roster check 320303.csv --year 2026"),
        ["roster check"] = new(Operator, "按运行时的读法、与当年其他花名册一起读一份花名册，说明运行会如何处理；不作任何改动",
            "roster check 320303.csv --year 2026"),
        ["roster add"] = new(Operator, "检查后把花名册放入当年花名册；只有指明原文件的 SHA-256 才替换",
            "roster add 320303.csv --year 2026 --as operator"),
        ["roster list"] = new(Operator, "当年花名册：大小、行数、户数、SHA-256、何人提交、哪次运行已读取", "roster list --year 2026"),
        ["roster withdraw"] = new(Operator, "从当年花名册中撤下一份花名册或更正；存档中保留",
            "roster withdraw 320303.csv --year 2026 --reason \"handed in by mistake\" --as operator"),
        ["notice"] = new(Operator, "某次发放的公示（隐去号码），按乡镇和村：每区县一份可打印的页面和一份工作簿", "notice --run 2026-1"),
        ["objection"] = new(Operator, "对付款的异议：登记、处理、列出", "objection list --open"),
        ["objection raise"] = new(Operator, "登记异议：处理前该笔付款暂扣",
            "objection raise 2026-1-320303-ocr-000002 --by \"a neighbour\" --reason \"lives elsewhere\" --as operator"),
        ["objection decide"] = new(Reviewer, "对异议作出结论；不得由登记人处理",
            "objection decide 2026-1-320303-ocr-000002 --dismissed --reason \"checked on site\" --as yunlong"),
        ["objection list"] = new(Operator, "所有异议及其结果", "objection list --open"),
        ["explain"] = new(Operator, "对某人的每项决定：逐条列出条件及依据", "explain --id 110101199003070003"),
        ["forecast"] = new(Operator, "根据现有花名册预测各项目、区县、年度的人数和金额：表、csv、xlsx 和图；不写数据库", "forecast --years 5"),
        ["sample"] = new(Operator, "生成虚构的花名册，其中没有真实的人", "sample --households 1000 --out /tmp/sample"),

        ["batches"] = new(Reviewer, "列出付款批次：合计、提示、文件及其 SHA-256", "batches --run 2026-1 --county 320303"),
        ["batch"] = new(Reviewer, "查看批次或付款；批准、退回、放行、关闭；暂扣、解扣或撤销单笔", "batch show 2026-1-320303-sad"),
        ["batch show"] = new(Reviewer, "合计、资金来源、文件及 SHA-256、操作记录和需要看的付款；或单笔付款的全过程", "batch show 2026-1-320303-sad"),
        ["batch sample"] = new(Reviewer, "抽取一批付款供人工核对，并登记核对结果", "batch sample 2026-1-320303-sad --seed 7 --size 2 --as yunlong"),
        ["batch approve"] = new(Reviewer, "对批次文件的内容负责：按 SHA-256 批准", "batch approve --run 2026-1 --all --as yunlong"),
        ["batch reject"] = new(Reviewer, "退回批次：其付款撤销，由下次发放重新计算",
            "batch reject 2026-1-320303-sad --reason \"wrong rate\" --as yunlong"),
        ["batch release"] = new(Reviewer, "把已批准的批次交给银行，并签署清单", "batch release 2026-1-320303-sad --as yunlong"),
        ["batch close"] = new(Reviewer, "银行未提到的付款按已付处理：用于只返回失败的银行",
            "batch close 2026-1-320303-sad --reason \"the bank names failures alone\" --as yunlong"),
        ["batch hold"] = new(Reviewer, "暂扣一笔付款",
            "batch hold 2026-1-320303-ocr-000002 --reason \"certificate is being checked\" --as yunlong"),
        ["batch unhold"] = new(Reviewer, "解除暂扣", "batch unhold 2026-1-320303-ocr-000002 --reason \"certificate is right\" --as yunlong"),
        ["batch account"] = new(Reviewer, "为失败或暂扣的付款指定花名册以外的账户",
            "batch account 2026-1-320303-ocr-000002 --account 6212260200000000008 --reason \"passbook shown\" --as yunlong"),
        ["batch cancel"] = new(Reviewer, "撤销失败或暂扣的付款：由下次发放计算应付",
            "batch cancel 2026-1-320303-ocr-000002 --reason \"moved away\" --as yunlong"),
        ["stop"] = new(Reviewer, "停发：对某人暂不付款，登记、解除、列出", "stop list"),
        ["stop add"] = new(Reviewer, "停发某人的待遇；待付的款项暂扣",
            "stop add --id 110101199003070003 --scheme ocr --from 2026-07 --document \"letter 12\" --reason \"inquiry\" --as yunlong"),
        ["stop lift"] = new(Reviewer, "解除另一人登记的停发；因此暂扣的款项放行", "stop lift 3 --reason \"inquiry ended\" --as yunlong"),
        ["stop list"] = new(Reviewer, "现行的停发，最早的在前", "stop list"),
        ["receivable"] = new(Reviewer, "应追回的款项：列出、函件、退回、核销", "receivable list"),
        ["receivable list"] = new(Reviewer, "所有未收回的款项，最早的在前，并注明待确认事项；按账龄合计", "receivable list --county 320303"),
        ["receivable letter"] = new(Operator, "打印催收函；函中有姓名", "receivable letter 320303-3 --as operator"),
        ["receivable repay"] = new(Operator, "登记收到的退款；由审核人员确认",
            "receivable repay 320303-3 --amount 960.00 --on 2026-07-01 --document \"receipt 8\" --as operator"),
        ["receivable waive"] = new(Reviewer, "提议核销；由另一审核人员确认",
            "receivable waive 320303-3 --decision \"decision 5\" --reason \"died without estate\" --as yunlong"),
        ["receivable confirm"] = new(Reviewer, "确认待确认的退款或核销：入账", "receivable confirm 320303-3 --as yunlong"),
        ["receivable refuse"] = new(Reviewer, "不予确认：不入账", "receivable refuse 320303-3 --reason \"no receipt\" --as yunlong"),
        ["budget"] = new(Reviewer, "某年的指标：批准用去多少，还剩多少", "budget list --year 2026"),
        ["budget list"] = new(Reviewer, "每项指标的下达、已用、待批和剩余", "budget list --year 2026"),

        ["verify"] = new(Auditor, "核对链、余额、批次和文件；指出每项第一处不符", "verify --replay"),
        ["decisions"] = new(Auditor, "以 CSV 列出某次发放的每项决定：结果、代码、月份及花名册行；不含姓名", "decisions --run 2026-1 --out decisions.csv"),
        ["archive"] = new(Auditor, "存档：按读入时的原样加密保存的花名册、登记、更正和回盘文件", "archive list"),
        ["archive list"] = new(Auditor, "存档中的花名册、登记、更正和回盘文件：名称、大小、SHA-256、密钥", "archive list"),
        ["archive export"] = new(Auditor, "说明原因后，把其中一份原样写成明文，供审计使用；记入操作记录",
            "archive export 320303-云龙区.csv --to /media/audit/320303.csv --reason \"sample of 2026\" --as auditor"),
        ["acts"] = new(Auditor, "每次操作和每次拒绝：谁、何时、从何处、做了什么、为什么", "acts --refused --last 20"),
        ["ledger"] = new(Auditor, "账簿", "ledger balance"),
        ["ledger balance"] = new(Auditor, "全部账簿的试算平衡表", "ledger balance"),
        ["ledger export"] = new(Auditor, "把每笔转账连同应有的余额写给其他程序", "ledger export --format beancount --out books.beancount"),
        ["report"] = new(Auditor, "财政人员和审计人员对账簿的提问", "report unpaid --year 2026"),
        ["report unpaid"] = new(Auditor, "应付未付，按天数分组：待审核、暂扣、在途未回盘、失败", "report unpaid --year 2026"),
        ["report receivables"] = new(Auditor, "多付而尚未退回的款项及其每次变动", "report receivables --county 320303"),
        ["report requisition"] = new(Operator, "某次发放各财政局、项目、级次需要多少资金：用款申请", "report requisition --run 2026-1"),
        ["report settlement"] = new(Operator, "银行回盘后资金的去向：已付、失败、剩余，按财政局、项目、级次", "report settlement --run 2026-1"),
        ["report promises"] = new(Operator, "家庭承诺补交的材料、期限和期间的付款", "report promises --run 2026-1"),
        ["report overdue"] = new(Operator, "超期事项：各环节等待过久的批次、待查行、应追回款、停发、将用完的指标等", "report overdue"),
        ["report check-sample"] = new(Auditor, "抽查样本", "report check-sample --year 2026 --seed 7"),

        ["policy"] = new(Administrator, "政策包：检查、比较、试算、启用", "policy check inputs/policy/xuzhou.yaml"),
        ["policy check"] = new(Administrator, "指出政策包的每处错误（文件、行、键），并试验其定义旁的用例", "policy check inputs/policy/xuzhou.yaml"),
        ["policy diff"] = new(Administrator, "用文字说明两个政策包之间有何变化、自何时起", "policy diff inputs/policy/xuzhou.yaml next.yaml"),
        ["policy try"] = new(Administrator, "用现行包和另一个包处理同一批花名册，列出谁增、谁减、谁进、谁出；不写任何数据", "policy try next.yaml --year 2026"),
        ["policy propose"] = new(Administrator, "提出政策包；由另一管理员启用", "policy propose next.yaml --as admin"),
        ["policy activate"] = new(Administrator, "启用已提出的政策包：此后发放只用它", "policy activate 1a2b3c4d --as second"),
        ["policy list"] = new(Administrator, "何人何时提出和启用了哪些政策包", "policy list"),
        ["users"] = new(Administrator, "用户：经办、审核、审计、管理员", "users list"),
        ["users add"] = new(Administrator, "添加用户；第一个是管理员，无须登录。用 --password-stdin 时：第一行是操作管理员的密码，第二行是新用户的密码",
            "users add yunlong --role reviewer --counties 320303 --as admin"),
        ["users list"] = new(Administrator, "所有用户的角色、区县和状态", "users list"),
        ["users rename"] = new(Administrator, "给用户改名；其以前所做的仍归其名下", "users rename yunlong yunlong2 --as admin"),
        ["users limit"] = new(Administrator, "改变审核或经办人员的区县；不加 --counties 即全部", "users limit yunlong --counties 320303,320311 --as admin"),
        ["users disable"] = new(Administrator, "停用用户", "users disable yunlong --as admin"),
        ["users password"] = new(Administrator, "改本人的密码；管理员代设的为一次性密码，只显示一次，本人须先改掉。用 --password-stdin 时：第一行是操作人的密码，改本人的时第二行是新密码",
            "users password yunlong --as admin"),
        ["users totp"] = new(Administrator, "设置本人的双因素验证：显示密钥并要求输入一次验证码；或由管理员用 --reset 取消他人的", "users totp yunlong --as yunlong"),
        ["keys"] = new(Administrator, "个人数据的密钥：备份、更换", "keys backup /mnt/safe/keys.json --as admin"),
        ["keys backup"] = new(Administrator, "把密钥环复制到只有属主可读的文件，并再读一遍核对", "keys backup /mnt/safe/keys.json --as admin"),
        ["keys rotate"] = new(Administrator, "增加一个密钥并用它重新加密全部个人数据，期间他人照常工作；中断后可继续；旧密钥留作旧备份之用", "keys rotate --as admin"),
        ["db"] = new(Administrator, "数据库：升级、检查、脚本、备份、恢复、迁往服务器", "db backup /mnt/safe/books.db --as admin"),
        ["db migrate"] = new(Administrator, "使数据库与本程序版本一致", "db migrate"),
        ["db check"] = new(Administrator, "数据库文件是否完好、版本相符、触发器齐全（其内容由 verify 核对）", "db check"),
        ["db script"] = new(Administrator, "打印建库 SQL，供不允许程序建库的单位使用", "db script --provider sqlserver"),
        ["db backup"] = new(Administrator, "在使用中复制数据库并检查副本；请与密钥副本（keys backup）和存档一起保存",
            "db backup /mnt/safe/books.db --as admin"),
        ["db restore"] = new(Administrator, "恢复备份：原文件改名留存，或填入服务器上的空库；不给文件则按服务器管理员恢复后的现状。管理员操作",
            "db restore /mnt/safe/books.db --as admin"),
        ["db move"] = new(Administrator, "把 SQLite 文件的全部历史迁入 SQL Server 的空数据库，并在那里核对账目", "db move --to sqlserver --as admin"),

        ["serve"] = new(Machine, "打开审核控制台，并运行自动事项：年度发放、回盘收件箱、夜间核对、期限；报告健康状况和指标", "serve --urls http://127.0.0.1:5080"),
        ["schedule"] = new(Machine, "disburse serve 中自动运行的事项", "schedule list"),
        ["schedule list"] = new(Machine, "所有计划：cron 表达式、时区、下次和上次启动、状态", "schedule list"),
        ["schedule fire"] = new(Machine, "请运行中的服务立即启动一次", "schedule fire yearly-run --as admin"),
        ["schedule pause"] = new(Machine, "暂停某项计划，直到恢复", "schedule pause return-inbox --as admin"),
        ["schedule resume"] = new(Machine, "恢复已暂停的计划", "schedule resume return-inbox --as admin"),
        ["notices"] = new(Machine, "电子邮件和网络回调通知：待发、已发、试发", "notices list"),
        ["notices list"] = new(Machine, "发件箱中的全部通知：待发、近 30 天已发、已放弃", "notices list"),
        ["completion"] = new(Machine, "打印让命令解释程序补全命令、选项和数值的脚本", "completion bash"),
        ["notices test"] = new(Machine, "立即试发一条通知（不经发件箱），并说明结果", "notices test --to email"),
    };
}
