"""What `streamlit run app.py` starts: the server, open to this computer alone, around web/shell.py."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from evenkeel.web import start

if get_script_run_ctx(suppress_warning=True) is None:
    start.refuse_the_network()
    app = st.App(start.SHELL, routes=start.routes(), middleware=start.middleware(), lifespan=start.lifespan)
else:  # AppTest runs this file as if it were a page
    from evenkeel.web import shell

    shell.show()
