from upstander.cli import main

main()
